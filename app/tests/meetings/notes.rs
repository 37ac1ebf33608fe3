//! Notes before a meeting stay within the organisation; a question is a task of colleagues until one answers it.

use app::audit::filter::LogFilter;
use app::audit::queries::search;
use app::auth::entity::user;
use app::error::AppError;
use app::meetings::form::{AWAY, MoveItemForm};
use app::meetings::items;
use app::meetings::queries::show;
use app::notes::commands::{add, answer, remove};
use app::notes::form::{AnswerForm, NoteForm, RemoveForm};
use app::notes::queries::{NotesPage, note_page, page};
use app::privacy::{Reader, personal_data};
use app::request::Request;
use app::tasks::queries::{Section, tasks};
use app::tasks::wanted::Wanted;
use domain::commitments::LifeCycle;
use domain::notes::About;
use domain::organisations::Role;
use domain::policy::{Concepts, Visibility};
use domain::tasks::TaskKind;
use sea_orm::EntityTrait;
use uuid::Uuid;

use super::common::on_both_databases;
use super::seeing::commitment_of;
use super::{
    SECRETARY, add_item, fields, held, items_on, load_other_region, load_region, now, planned, rejected, request_of,
    saved,
};

const SEATED: &str = "Zorgkantoor Merenveld";
const QUESTION: &str = "Waarom loopt dit uit?";

fn form(meeting: Uuid, about: About, kind: &str, text: &str) -> NoteForm {
    NoteForm { id: meeting.to_string(), about: about.code(), kind: kind.to_owned(), text: text.to_owned() }
}

async fn noted(request: &Request, meeting: Uuid, about: About, kind: &str, text: &str) -> Uuid {
    saved(add(request, &form(meeting, about, kind, text)).await.unwrap());
    let notes = page(request, meeting, None).await.unwrap().groups.into_iter().flat_map(|group| group.notes);
    notes.into_iter().find(|note| note.text == text).unwrap().id
}

fn words(page: &NotesPage) -> Vec<(&str, &str)> {
    page.groups
        .iter()
        .flat_map(|group| group.notes.iter().map(move |note| (group.label.as_str(), note.text.as_str())))
        .collect()
}

/// What is asked, without at which meeting.
fn questions(sections: &[Section]) -> Vec<&str> {
    let of_kind = sections.iter().filter(|section| section.kind == TaskKind::AnswerNote);
    of_kind.flat_map(|section| section.tasks.iter().map(|task| task.detail.rsplit(": ").next().unwrap())).collect()
}

on_both_databases!(notes_are_read_within_the_organisation_and_by_nobody_else, async |database| {
    load_region(database).await;
    load_other_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let meeting = planned(&driver, "1-12-2026").await;
    add_item(&driver, meeting, "Voortgang").await;
    let item = About::Item(items_on(&driver, meeting).await[0].id.into());
    let alderman = request_of(database, SECRETARY, Role::Executive).await;
    noted(&alderman, meeting, item, "vraag", QUESTION).await;
    noted(&alderman, meeting, About::Meeting, "notitie", "Rustig blijven").await;

    let colleague = request_of(database, SECRETARY, Role::Staff).await;
    let seen = page(&colleague, meeting, None).await.unwrap();
    // In the order of the agenda.
    assert_eq!(words(&seen), [("Het overleg als geheel", "Rustig blijven"), ("Voortgang", QUESTION)]);
    assert_eq!(questions(&tasks(&colleague, Wanted::default()).await.unwrap()), [QUESTION]);
    assert_eq!(show(&colleague, meeting).await.unwrap().notes.unwrap().counts(), (2, 1));

    for (organisation, role) in
        [(SEATED, Role::Staff), (SEATED, Role::Executive), ("Stichting Plaswonen", Role::Driver)]
    {
        let other = request_of(database, organisation, role).await;
        assert_eq!(words(&page(&other, meeting, None).await.unwrap()), []);
        assert_eq!(questions(&tasks(&other, Wanted::default()).await.unwrap()), Vec::<&str>::new());
        assert_eq!(show(&other, meeting).await.unwrap().notes.unwrap().counts(), (0, 0));
    }
    for role in [Role::Reader, Role::Administrator] {
        let other = request_of(database, SECRETARY, role).await;
        assert_eq!(page(&other, meeting, None).await, Err(AppError::Forbidden));
        assert!(show(&other, meeting).await.unwrap().notes.is_none());
    }
    let elsewhere = request_of(database, "Domijn", Role::Driver).await;
    assert_eq!(page(&elsewhere, meeting, None).await, Err(AppError::NotFound));
});

on_both_databases!(a_question_is_answered_once, async |database| {
    load_region(database).await;
    let alderman = request_of(database, SECRETARY, Role::Executive).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let meeting = planned(&staff, "1-12-2026").await;
    let id = noted(&alderman, meeting, About::Meeting, "vraag", QUESTION).await;
    let reply = |text: &str| AnswerForm { id: meeting.to_string(), note: id.to_string(), text: text.to_owned() };
    assert_eq!(fields(&rejected(answer(&staff, &reply(" ")).await.unwrap())), ["text"]);
    saved(answer(&staff, &reply("De netbeheerder heeft geen plek.")).await.unwrap());
    assert_eq!(questions(&tasks(&staff, Wanted::default()).await.unwrap()), Vec::<&str>::new());
    let again = rejected(answer(&staff, &reply("Iets anders")).await.unwrap());
    assert_eq!(again.status, 409, "nobody's answer is overwritten");
    let (by, _, text) = note_page(&alderman, meeting, id).await.unwrap().note.answer.unwrap();
    assert_eq!(
        (by.as_str(), text.as_str()),
        ("Medewerker van Gemeente Oosterzijl", "De netbeheerder heeft geen plek.")
    );

    let unseen = RemoveForm { id: meeting.to_string(), note: id.to_string(), seen: "zonder antwoord".to_owned() };
    assert_eq!(rejected(remove(&alderman, &unseen).await.unwrap()).status, 409, "nobody removes an answer unread");
    let one = RemoveForm { seen: "met antwoord".to_owned(), ..unseen };
    assert_eq!(remove(&staff, &one).await, Err(AppError::Forbidden), "the words are the alderman's");
    saved(remove(&alderman, &one).await.unwrap());
    assert_eq!(note_page(&alderman, meeting, id).await, Err(AppError::NotFound));
});

on_both_databases!(a_note_stands_beside_what_lies_before_the_meeting, async |database| {
    load_region(database).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let meeting = planned(&staff, "1-12-2026").await;
    add_item(&staff, meeting, "Voortgang").await;
    let row = &items_on(&staff, meeting).await[0];
    let (item, version) = (row.id, row.version);
    noted(&staff, meeting, About::Item(item.into()), "notitie", "Eerst de cijfers").await;
    for unknown in [
        About::Item(Uuid::now_v7().into()),
        About::Proposal(Uuid::now_v7().into()),
        About::Commitment(Uuid::now_v7().into()),
    ] {
        let wrong = rejected(add(&staff, &form(meeting, unknown, "vraag", QUESTION)).await.unwrap());
        assert_eq!(fields(&wrong), ["about"], "{unknown:?}");
    }
    let nonsense =
        NoteForm { id: meeting.to_string(), about: "iets".to_owned(), kind: "roep".to_owned(), ..Default::default() };
    assert_eq!(fields(&rejected(add(&staff, &nonsense).await.unwrap())), ["about", "kind", "text"]);

    // Of what is taken off the agenda the note stays, and says what it was about.
    let away = MoveItemForm {
        id: meeting.to_string(),
        item: item.to_string(),
        version: version.to_string(),
        way: AWAY.to_owned(),
        ..Default::default()
    };
    saved(items::shift(&staff, &away).await.unwrap());
    assert_eq!(words(&page(&staff, meeting, None).await.unwrap()), [("Voortgang", "Eerst de cijfers")]);
});

on_both_databases!(the_words_are_in_no_trail_and_go_along_with_their_writer, async |database| {
    load_region(database).await;
    let alderman = request_of(database, SECRETARY, Role::Executive).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let meeting = planned(&staff, "1-12-2026").await;
    let id = noted(&alderman, meeting, About::Meeting, "vraag", QUESTION).await;
    let reply = AnswerForm { id: meeting.to_string(), note: id.to_string(), text: "Het net is vol".to_owned() };
    saved(answer(&staff, &reply).await.unwrap());
    for word in ["uit?", "vol"] {
        let filter = LogFilter { search: word.to_owned(), ..LogFilter::default() };
        assert_eq!(search(&staff.state.database, &staff.visibility(), &filter).await.unwrap().total, 0, "{word}");
    }
    let administrator = request_of(database, SECRETARY, Role::Administrator).await;
    let texts = async |who: &Request, reader: Reader| {
        let account = user::Entity::find_by_id(who.actor().user.0).one(&who.state.database).await.unwrap().unwrap();
        let data = personal_data(&who.state.database, &account, reader, now()).await.unwrap();
        data.notes.into_iter().map(|note| (note.kind, note.text)).collect::<Vec<_>>()
    };
    let own = |kind: &str, text: &str| vec![(kind.to_owned(), text.to_owned())];
    assert_eq!(texts(&alderman, Reader::ThePerson).await, own("vraag", QUESTION));
    assert_eq!(texts(&staff, Reader::ThePerson).await, own("antwoord", "Het net is vol"));
    assert_eq!(texts(&staff, Reader::Other(administrator.visibility())).await, []);
    let Visibility { notes, concepts, .. } = alderman.visibility().without_concepts();
    assert_eq!((notes, concepts), (None, Concepts::None));
});

on_both_databases!(of_a_concept_colleagues_read_what_they_may_see, async |database| {
    load_region(database).await;
    let driver = request_of(database, SEATED, Role::Driver).await;
    let meeting = planned(&driver, "1-12-2026").await;
    let concept = commitment_of(database, "K-99", "Lindewaard", LifeCycle::Draft).await;
    let about = About::Commitment(concept.into());
    let id = noted(&driver, meeting, about, "vraag", QUESTION).await;
    // An aanjager sees every concept, a colleague in the same organisation does not.
    let colleague = request_of(database, SEATED, Role::Staff).await;
    assert_eq!(words(&page(&colleague, meeting, None).await.unwrap()), []);
    assert_eq!(questions(&tasks(&colleague, Wanted::default()).await.unwrap()), Vec::<&str>::new());
    assert_eq!(note_page(&colleague, meeting, id).await, Err(AppError::NotFound));
    let reply = AnswerForm { id: meeting.to_string(), note: id.to_string(), text: "Ja".to_owned() };
    assert_eq!(answer(&colleague, &reply).await, Err(AppError::NotFound));
    let wrong = rejected(add(&colleague, &form(meeting, about, "notitie", "x y")).await.unwrap());
    assert_eq!(fields(&wrong), ["about"]);
});

on_both_databases!(nothing_is_asked_before_what_was_held, async |database| {
    load_region(database).await;
    let driver = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let staff = request_of(database, SECRETARY, Role::Staff).await;
    let before = held(&driver, "1-9-2026").await;
    let wrong = rejected(add(&staff, &form(before, About::Meeting, "vraag", QUESTION)).await.unwrap());
    assert_eq!(fields(&wrong), ["kind"]);
    noted(&staff, before, About::Meeting, "notitie", "Volgende keer eerder").await;
});
