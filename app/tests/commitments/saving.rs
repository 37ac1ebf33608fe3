//! Saving: all or nothing, with its entry in the trail, and never over somebody else's work unseen.

use app::audit::entity::audit_entry;
use app::commitments::commands::{change, create, keep_progress, propose, report_progress};
use app::commitments::entity::{commitment, progress_update};
use app::commitments::form::{CommitmentForm, PartyRow, ProposeForm};
use app::commitments::progress_form::{KeepForm, ProgressForm};
use app::commitments::queries::show;
use app::error::AppError;
use app::regions::vision::challenge;
use app::request::Request;
use app::ui::form::{FormReply, Rejection};
use domain::audit::Event;
use domain::differences::Field;
use domain::organisations::Role;
use domain::progress::Standing;
use sea_orm::{DatabaseConnection, EntityTrait, PaginatorTrait};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{load_region, municipality_id, organisation_id, request_of};

pub async fn filled(database: &DatabaseConnection) -> CommitmentForm {
    let challenge = challenge::Entity::find().one(database).await.unwrap().unwrap();
    CommitmentForm {
        agenda: municipality_id(database, "Oosterzijl").await.to_string(),
        title: "24 hofwoningen".to_owned(),
        kind: "resultaat".to_owned(),
        lead: organisation_id(database, "Stichting Plaswonen").await.to_string(),
        parties: vec![PartyRow {
            organisation: organisation_id(database, "Zorggroep De Kade").await.to_string(),
            role: "partner".to_owned(),
            function: "wijkverpleegkundige".to_owned(),
            contribution: "zorg aan huis".to_owned(),
        }],
        due: "Q3 2027".to_owned(),
        challenges: vec![challenge.id.to_string()],
        ..Default::default()
    }
}

/// The id of what was saved, out of the address where the person goes on.
pub fn saved(reply: FormReply) -> Uuid {
    match reply {
        FormReply::Done { location } => {
            location.trim_start_matches("/afspraken/").split('?').next().unwrap().parse().unwrap()
        }
        FormReply::Rejected(rejection) => panic!("{rejection:?}"),
    }
}

pub fn rejected(reply: FormReply) -> Rejection {
    match reply {
        FormReply::Rejected(rejection) => rejection,
        FormReply::Done { location } => panic!("saved at {location}"),
    }
}

fn seen(id: Uuid, version: i32) -> ProposeForm {
    ProposeForm { id: id.to_string(), version: version.to_string() }
}

fn fields(rejection: &Rejection) -> Vec<&str> {
    rejection.problems.iter().map(|problem| problem.field.as_str()).collect()
}

/// Everything that a refused request must leave as it was.
async fn amounts(database: &DatabaseConnection) -> (u64, u64, u64) {
    (
        commitment::Entity::find().count(database).await.unwrap(),
        progress_update::Entity::find().count(database).await.unwrap(),
        audit_entry::Entity::find().count(database).await.unwrap(),
    )
}

pub async fn form_to_change(request: &Request, id: Uuid) -> CommitmentForm {
    app::commitments::queries::edit_page(request, id, None).await.unwrap().form
}

on_both_databases!(who_takes_part_is_one_choice_when_more_of_it_differs, async |database| {
    load_region(database).await;
    let (first, second) = (
        request_of(database, "Gemeente Oosterzijl", Role::Staff).await,
        request_of(database, "Stichting Plaswonen", Role::Staff).await,
    );
    let id = saved(create(&first, &filled(database).await).await.unwrap());
    let (mut brings, mut consulted) = (form_to_change(&first, id).await, form_to_change(&second, id).await);
    brings.parties[0].contribution = "A levert zorg".to_owned();
    saved(change(&first, &brings).await.unwrap());
    consulted.parties[0].role = "betrokkene".to_owned();
    consulted.parties[0].contribution = String::new();
    let conflict = rejected(change(&second, &consulted).await.unwrap()).conflict.unwrap();
    let codes: Vec<&str> = conflict.fields.iter().filter_map(|field| field.code.as_deref()).collect();
    assert_eq!(codes, ["parties"], "a party that moved cannot fall between two choices");
    assert!(conflict.fields[0].saved.contains("A levert zorg"), "{conflict:?}");
    let yours = conflict.fields.iter().filter_map(|field| Some((field.code.clone()?, field.yours.clone()))).collect();
    let version = conflict.version.to_string();
    let kept = CommitmentForm { conflict_version: version, keep: vec!["parties".to_owned()], yours, ..consulted };
    saved(change(&second, &kept).await.unwrap());
    assert_eq!(form_to_change(&first, id).await.parties, brings.parties);
});

on_both_databases!(what_is_recorded_stands_on_its_page_and_in_its_timeline, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let page = show(&official, id).await.unwrap();
    assert_eq!(page.row.due, "3e kwartaal 2027");
    assert_eq!(page.row.lead.as_deref(), Some("Stichting Plaswonen"));
    assert_eq!(page.row.partners, ["Zorggroep De Kade"]);
    assert!(page.may_edit && page.may_propose && page.missing.is_empty());
    let entry = &page.timeline[0];
    assert_eq!((entry.event, entry.organisation.as_str()), (Event::Created, "Gemeente Oosterzijl"));
    let due = entry.changes.iter().find(|change| change.field == Field::Due).unwrap();
    assert_eq!((due.before.as_str(), due.after.as_str()), ("", "3e kwartaal 2027"));
});

on_both_databases!(a_refused_form_leaves_nothing_behind, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let good = filled(database).await;
    let stranger_id = Uuid::now_v7().to_string();
    let before = amounts(database).await;
    for (form, field) in [
        (CommitmentForm { title: "x".repeat(10_000), ..good.clone() }, "title"),
        (CommitmentForm { start: "2028".to_owned(), ..good.clone() }, "due"),
        (CommitmentForm { lead: stranger_id.clone(), ..good.clone() }, "lead"),
        (CommitmentForm { challenges: vec![stranger_id.clone()], ..good.clone() }, "challenges"),
        (CommitmentForm { target_groups: vec![stranger_id.clone()], ..good.clone() }, "target_groups"),
        (CommitmentForm { agenda: stranger_id.clone(), ..good.clone() }, "agenda"),
        (
            CommitmentForm { agenda: municipality_id(database, "Lindewaard").await.to_string(), ..good.clone() },
            "agenda",
        ),
    ] {
        let rejection = rejected(create(&official, &form).await.unwrap());
        assert_eq!((fields(&rejection), rejection.status), (vec![field], 422));
    }
    assert_eq!(amounts(database).await, before);
});

on_both_databases!(who_may_not_change_it_cannot, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let form = CommitmentForm { title: "Anders".to_owned(), ..form_to_change(&official, id).await };
    let progress = ProgressForm { id: id.to_string(), content: "groen".to_owned(), ..Default::default() };
    let before = amounts(database).await;
    for (organisation, role, expected) in [
        ("Gemeente Oosterzijl", Role::Reader, AppError::Forbidden),
        ("Gemeente Oosterzijl", Role::Executive, AppError::Forbidden),
        ("Zorggroep De Kade", Role::Staff, AppError::Forbidden),
        ("Gemeente Lindewaard", Role::Staff, AppError::NotFound),
        ("Gemeente Lindewaard", Role::Administrator, AppError::NotFound),
    ] {
        let request = request_of(database, organisation, role).await;
        assert_eq!(change(&request, &form).await.unwrap_err(), expected);
        assert_eq!(propose(&request, &seen(id, 1)).await.unwrap_err(), expected);
        assert_eq!(report_progress(&request, &progress).await.unwrap_err(), expected);
    }
    // The accounts that this test made left an entry each, and so did what was refused by right.
    let (accounts_made, refused) = (5, 3 * 3);
    let after = amounts(database).await;
    assert_eq!(after, (before.0, before.1, before.2 + accounts_made + refused));
    assert_eq!(show(&official, id).await.unwrap().row.title, "24 hofwoningen");
});

on_both_databases!(the_second_saver_is_told_and_loses_nothing, async |database| {
    load_region(database).await;
    let first = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let second = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = saved(create(&first, &filled(database).await).await.unwrap());
    let opened = form_to_change(&second, id).await;
    let of_first = CommitmentForm { due: "Q4 2027".to_owned(), ..opened.clone() };
    saved(change(&first, &of_first).await.unwrap());

    let of_second = CommitmentForm { title: "30 hofwoningen".to_owned(), ..opened };
    let rejection = rejected(change(&second, &of_second).await.unwrap());
    let conflict = rejection.conflict.unwrap();
    assert_eq!((rejection.status, conflict.by.as_str()), (409, first.user.name.as_str()));
    let told: Vec<(&str, &str, &str)> =
        conflict.fields.iter().map(|it| (it.label.as_str(), it.saved.as_str(), it.yours.as_str())).collect();
    assert_eq!(
        told,
        [("Titel", "24 hofwoningen", "30 hofwoningen"), ("Gereed", "4e kwartaal 2027", "3e kwartaal 2027")]
    );
    // What the second did not touch is proposed to stay.
    let kept: Vec<String> =
        conflict.fields.iter().filter(|field| field.untouched).filter_map(|field| field.code.clone()).collect();
    assert_eq!(kept, ["due"]);
    let chosen = CommitmentForm { conflict_version: conflict.version.to_string(), keep: kept, ..of_second };
    saved(change(&second, &chosen).await.unwrap());
    let row = show(&second, id).await.unwrap().row;
    assert_eq!((row.title.as_str(), row.due.as_str()), ("30 hofwoningen", "4e kwartaal 2027"));
});

on_both_databases!(what_is_typed_after_the_choice_was_shown_is_what_counts, async |database| {
    load_region(database).await;
    let first = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let second = request_of(database, "Stichting Plaswonen", Role::Staff).await;
    let id = saved(create(&first, &filled(database).await).await.unwrap());
    let opened = form_to_change(&second, id).await;
    let of_first = CommitmentForm {
        due: "Q4 2027".to_owned(),
        place: "De Es".to_owned(),
        description: String::new(),
        ..opened.clone()
    };
    saved(change(&first, &of_first).await.unwrap());
    let of_second = CommitmentForm { title: "30 hofwoningen".to_owned(), ..opened };
    let conflict = rejected(change(&second, &of_second).await.unwrap()).conflict.unwrap();
    let coded = conflict.fields.iter().filter_map(|field| Some((field.code.clone()?, field)));
    // As the page has it: what was not touched is to stay, and beside it what the form said then, with the line ends of a browser.
    let keep = coded.clone().filter(|(_, field)| field.untouched).map(|(code, _)| code).collect();
    let yours = coded.map(|(code, field)| (code, field.yours.replace('\n', "\r\n"))).collect();
    let version = conflict.version.to_string();
    let chosen = CommitmentForm { conflict_version: version, keep, yours, due: "Q1 2031".to_owned(), ..of_second };
    saved(change(&second, &chosen).await.unwrap());
    let row = show(&second, id).await.unwrap().row;
    assert_eq!((row.title.as_str(), row.due.as_str()), ("30 hofwoningen", "1e kwartaal 2031"));
    let now = form_to_change(&second, id).await;
    assert_eq!((now.place.as_str(), now.description.as_str()), ("De Es", ""));
});

on_both_databases!(of_many_at_once_one_wins, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let form = form_to_change(&official, id).await;
    let saves = (0..12).map(|number| {
        let (request, form) = (official.clone(), CommitmentForm { title: format!("Versie {number}"), ..form.clone() });
        tokio::spawn(async move { change(&request, &form).await.unwrap() })
    });
    let mut won = 0;
    for save in saves.collect::<Vec<_>>() {
        match save.await.unwrap() {
            FormReply::Done { .. } => won += 1,
            FormReply::Rejected(rejection) => assert!(rejection.conflict.is_some()),
        }
    }
    assert_eq!(won, 1);
    assert_eq!(show(&official, id).await.unwrap().timeline.len(), 2);
});

on_both_databases!(amber_needs_its_reasons_and_then_stands_everywhere, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let light = |code: &str| code.to_owned();
    let bare = ProgressForm {
        id: id.to_string(),
        content: light("groen"),
        planning: light("oranje"),
        money: light("groen"),
        ..Default::default()
    };
    let before = amounts(database).await;
    let rejection = rejected(report_progress(&official, &bare).await.unwrap());
    assert_eq!(fields(&rejection), ["cause", "effect", "correction"]);
    assert_eq!(amounts(database).await, before);

    let whole = ProgressForm {
        cause: "Netcongestie".to_owned(),
        effect: "Een half jaar later".to_owned(),
        correction: "Gesprek met de netbeheerder".to_owned(),
        ..bare
    };
    saved(report_progress(&official, &ProgressForm { planning: light("groen"), ..whole.clone() }).await.unwrap());
    // Whoever did not see that report is told of it first.
    assert_eq!(rejected(report_progress(&official, &whole).await.unwrap()).status, 409);
    let first = show(&official, id).await.unwrap().latest.unwrap();
    saved(report_progress(&official, &ProgressForm { seen: first.id.to_string(), ..whole }).await.unwrap());
    let page = show(&official, id).await.unwrap();
    assert_eq!(page.row.progress, Standing::Amber);
    let latest = page.latest.unwrap();
    assert_eq!(latest.cause.as_deref(), Some("Netcongestie"));
    let entry = page.timeline.iter().find(|entry| !entry.changes.is_empty() && entry.changes[0].before == "Groen");
    assert_eq!(entry.unwrap().changes[0].after, "Oranje");

    // One click says that nothing changed, and only of the report that was seen.
    let keep = |seen: Uuid| KeepForm { id: id.to_string(), seen: seen.to_string() };
    assert_eq!(rejected(keep_progress(&official, &keep(first.id)).await.unwrap()).status, 409);
    saved(keep_progress(&official, &keep(latest.id)).await.unwrap());
    let kept = show(&official, id).await.unwrap().latest.unwrap();
    assert!(kept.unchanged && kept.id != latest.id);
    assert_eq!(kept.cause.as_deref(), Some("Netcongestie"));
});

on_both_databases!(a_concept_is_proposed_when_it_is_whole, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let whole = filled(database).await;
    let lacking =
        CommitmentForm { lead: String::new(), due: String::new(), due_unknown: vec!["ja".to_owned()], ..whole.clone() };
    let id = saved(create(&official, &lacking).await.unwrap());
    assert_eq!(fields(&rejected(propose(&official, &seen(id, 1)).await.unwrap())), ["lead", "due"]);

    let id = saved(create(&official, &whole).await.unwrap());
    saved(propose(&official, &seen(id, 1)).await.unwrap());
    let outsider = request_of(database, "Gemeente Lindewaard", Role::Reader).await;
    assert_eq!(show(&outsider, id).await.unwrap().row.life_cycle.code(), "voorgesteld");
    let without_lead = CommitmentForm { lead: String::new(), ..form_to_change(&official, id).await };
    assert_eq!(fields(&rejected(change(&official, &without_lead).await.unwrap())), ["lead"]);
});

on_both_databases!(nobody_proposes_a_text_that_they_have_not_seen, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let id = saved(create(&official, &filled(database).await).await.unwrap());
    let other = CommitmentForm { title: "Anders".to_owned(), ..form_to_change(&official, id).await };
    saved(change(&official, &other).await.unwrap());
    assert_eq!(rejected(propose(&official, &seen(id, 1)).await.unwrap()).status, 409);
    saved(propose(&official, &seen(id, 2)).await.unwrap());
});

on_both_databases!(many_who_propose_at_once_each_get_a_number, async |database| {
    load_region(database).await;
    let official = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let form = filled(database).await;
    let creations = (0..12).map(|_| {
        let (request, form) = (official.clone(), form.clone());
        tokio::spawn(async move {
            let id = saved(create(&request, &form).await.unwrap());
            propose(&request, &seen(id, 1)).await.unwrap()
        })
    });
    let mut numbers = std::collections::BTreeSet::new();
    for creation in creations.collect::<Vec<_>>() {
        numbers.insert(show(&official, saved(creation.await.unwrap())).await.unwrap().row.number);
    }
    let expected = (1..=12).map(|number| format!("L-{number:02}"));
    assert_eq!(numbers, expected.collect());
});
