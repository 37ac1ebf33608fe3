//! What one may not see is in no list, count or page; and no page asks more queries when there is more to show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::audit::Author;
use app::commitments::entity::commitment;
use app::commitments::filter::{Filter, LeadFilter};
use app::commitments::names::Names;
use app::commitments::queries::{filter_options, list, show, visible};
use app::commitments::records::{NewCommitment, Quotation, insert_commitment, parties_of, rights_of};
use app::error::AppError;
use app::regions::entity::source;
use app::request::Request;
use app::storage::begin_write;
use domain::audit::Event;
use domain::commitments::{Content, LifeCycle, Party, PartyRef, PartyRole};
use domain::organisations::Role;
use domain::policy::Visibility;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::common::on_both_databases;
use super::{load_region, municipality_id, now, organisation_id, request_of};

/// The rows of the test region's own commitments are published; these are not, unless asked.
pub struct Sample {
    pub life_cycle: LifeCycle,
    pub municipality: Option<Uuid>,
    pub published: bool,
    pub lead: Option<Uuid>,
    pub partner: Option<Uuid>,
}

pub async fn insert(database: &DatabaseConnection, number: usize, sample: Sample) -> Uuid {
    let some_source = source::Entity::find().one(database).await.unwrap().unwrap();
    let region = some_source.region_id;
    let party =
        |id: Uuid, role| Party { who: PartyRef::Organisation(id.into()), role, function: None, contribution: None };
    let lead = sample.lead.map(|id| party(id, PartyRole::Lead));
    let partner = sample.partner.map(|id| party(id, PartyRole::Partner));
    let new = NewCommitment {
        region_id: region,
        municipality_id: sample.municipality,
        number: format!("T-{number:03}"),
        external_id: None,
        content: Content {
            title: format!("Afspraak {number}"),
            description: None,
            kind: None,
            parties: lead.into_iter().chain(partner).collect(),
            start: None,
            due: None,
            place: None,
            challenges: BTreeSet::new(),
            target_groups: BTreeSet::new(),
            dwellings: BTreeMap::new(),
            success_factors: BTreeSet::new(),
            documents: BTreeSet::new(),
        },
        life_cycle: LifeCycle::Draft,
        quotation: sample.published.then_some(Quotation { source_id: some_source.id, detail: None, quote: None }),
        example: false,
    };
    let author = Author::nobody(region, now());
    let transaction = begin_write(database).await.unwrap();
    let id = insert_commitment(&transaction, new, &Names::default(), &author, Event::Loaded).await.unwrap();
    // Whatever way led there: only the state decides who sees it.
    let life_cycle = Set(sample.life_cycle.code().to_owned());
    let row = commitment::ActiveModel { id: Unchanged(id), life_cycle, ..Default::default() };
    row.update(&transaction).await.unwrap();
    transaction.commit().await.unwrap();
    id
}

async fn insert_every_kind(database: &DatabaseConnection) {
    let places = [
        None,
        Some(municipality_id(database, "Oosterzijl").await),
        Some(municipality_id(database, "Lindewaard").await),
    ];
    let leads = [
        None,
        Some(organisation_id(database, "Stichting Plaswonen").await),
        Some(organisation_id(database, "Gemeente Lindewaard").await),
    ];
    let partners = [None, Some(organisation_id(database, "Zorggroep De Kade").await)];
    let mut number = 0;
    for life_cycle in [LifeCycle::Draft, LifeCycle::Proposed, LifeCycle::Lapsed] {
        for municipality in places {
            for lead in leads {
                for partner in partners {
                    for published in [false, true] {
                        number += 1;
                        insert(database, number, Sample { life_cycle, municipality, published, lead, partner }).await;
                    }
                }
            }
        }
    }
}

on_both_databases!(the_query_shows_exactly_what_the_policy_allows, async |database| {
    load_region(database).await;
    insert_every_kind(database).await;
    let rows = commitment::Entity::find().all(&database.connection).await.unwrap();
    let mut all = Vec::new();
    for row in rows {
        let parties = parties_of(&database.connection, row.id).await.unwrap();
        all.push((row.id, rights_of(&row, &parties, vec![])));
    }
    let organisations = [
        "Stichting Plaswonen",
        "Zorggroep De Kade",
        "Gemeente Oosterzijl",
        "Gemeente Lindewaard",
        "Huurdersraad Brinkerdam",
    ];
    let mut hidden = 0;
    for organisation in organisations {
        for role in Role::ALL {
            let visibility = Visibility::of(request_of(database, organisation, *role).await.actor());
            let expected: BTreeSet<Uuid> =
                all.iter().filter(|(_, rights)| visibility.includes(rights)).map(|(id, _)| *id).collect();
            let found = visible(&visibility).all(&database.connection).await.unwrap();
            let found: BTreeSet<Uuid> = found.into_iter().map(|row| row.id).collect();
            assert_eq!(found, expected, "{role:?} of {organisation}");
            hidden += all.len() - found.len();
        }
    }
    assert!(hidden > 0, "some things must be hidden from somebody for this to say anything");
});

on_both_databases!(another_region_is_invisible, async |database| {
    load_region(database).await;
    let other = include_str!("../../../server/regions/twente.toml");
    app::regions::load::load(database, &app::regions::file::parse(other).unwrap(), now()).await.unwrap();
    let stranger = request_of(database, "Stichting Plaswonen", Role::Driver).await;
    let seen = list(database, &stranger.visibility(), &Filter::default(), stranger.reckoning()).await.unwrap();
    let own = commitment::Entity::find().filter(commitment::Column::RegionId.eq(stranger.actor().region.0));
    assert_eq!(seen.total, own.all(&database.connection).await.unwrap().len() as u64);
    let theirs = commitment::Entity::find().filter(commitment::Column::RegionId.ne(stranger.actor().region.0));
    let theirs = theirs.one(&database.connection).await.unwrap().unwrap();
    assert_eq!(show(&stranger, theirs.id).await.unwrap_err(), AppError::NotFound);
});

on_both_databases!(an_unknown_part_of_the_filter_is_left_out_and_told, async |database| {
    load_region(database).await;
    let request = request_of(database, "Gemeente Oosterzijl", Role::Staff).await;
    let listed =
        async |filter: Filter| list(database, &request.visibility(), &filter, request.reckoning()).await.unwrap();
    let rest = Filter { lead: Some(LeadFilter::Missing), ..Filter::default() };
    let expected = listed(rest.clone()).await;
    assert!(expected.total > 0 && expected.total < listed(Filter::default()).await.total);
    let nobody = Uuid::nil();
    for (filter, told) in [
        (Filter { municipality: Some("atlantis".to_owned()), ..rest.clone() }, "gemeente=atlantis".to_owned()),
        (Filter { challenge: Some("9.9".to_owned()), ..rest.clone() }, "opgave=9.9".to_owned()),
        (Filter { party: Some(nobody.into()), ..rest.clone() }, format!("partij={nobody}")),
        (Filter { success_factor: Some(nobody.into()), ..rest.clone() }, format!("succesfactor={nobody}")),
        (Filter { document: Some(nobody.into()), ..rest.clone() }, format!("document={nobody}")),
    ] {
        let page = listed(filter).await;
        assert_eq!((page.rows, page.unknown), (expected.rows.clone(), vec![told]));
    }
    let filter = Filter { search: "100%_".to_owned(), ..Filter::default() };
    assert_eq!(list(database, &request.visibility(), &filter, request.reckoning()).await.unwrap().total, 0);
    let filter = Filter { page: 999, ..Filter::default() };
    let page = list(database, &request.visibility(), &filter, request.reckoning()).await.unwrap();
    assert_eq!((page.page, page.rows.len() as u64), (page.pages, page.total));
});

/// How many queries the list, its filter and one commitment take.
async fn queries_of_pages(request: &Request, id: Uuid) -> (usize, usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&count);
    let mut watched = request.clone();
    watched.state.database.set_metric_callback(move |_| {
        counter.fetch_add(1, Ordering::Relaxed);
    });
    let filter = Filter::default();
    list(watched.database(), &watched.visibility(), &filter, watched.reckoning()).await.unwrap();
    filter_options(watched.database(), &watched.visibility()).await.unwrap();
    let for_list = count.swap(0, Ordering::Relaxed);
    show(&watched, id).await.unwrap();
    (for_list, count.swap(0, Ordering::Relaxed))
}

on_both_databases!(no_page_asks_more_when_there_is_more, async |database| {
    load_region(database).await;
    let request = request_of(database, "Gemeente Oosterzijl", Role::Driver).await;
    let (lead, partner) =
        (organisation_id(database, "Stichting Plaswonen").await, organisation_id(database, "Zorggroep De Kade").await);
    let sample = || Sample {
        life_cycle: LifeCycle::Proposed,
        municipality: None,
        published: true,
        lead: Some(lead),
        partner: Some(partner),
    };
    let id = insert(database, 1, sample()).await;
    let few = queries_of_pages(&request, id).await;
    for number in 2..60 {
        insert(database, number, sample()).await;
    }
    assert_eq!(queries_of_pages(&request, id).await, few);
    assert!(few.0 <= 10 && few.1 <= 21, "{few:?}");
});
