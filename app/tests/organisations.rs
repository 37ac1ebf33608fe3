//! The page of organisations: who is active where, and in which commitments that the reader may see.
#![cfg(feature = "ssr")]
#![allow(clippy::disallowed_methods, reason = "a test looks at everything")]
#![allow(clippy::unwrap_used, reason = "a test stops at the first surprise")]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use app::commitments::entity::commitment;
use app::organisations::data::{Organisation, Overview, RoleCounts};
use app::organisations::queries::overview;
use app::regions::entity::organisation;
use app::regions::file::parse;
use app::regions::load::load;
use chrono::DateTime;
use common::{TestDatabase, on_both_databases};
use domain::commitments::LifeCycle;
use domain::organisations::{OrganisationType, Role};
use domain::policy::{Actor, Visibility};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, Set};
use uuid::Uuid;

const TWENTE: &str = include_str!("../../server/regions/twente.toml");
const MERENVELD: &str = include_str!("../../server/regions/test-region.toml");

async fn load_both(database: &TestDatabase) {
    let at = DateTime::from_timestamp(1_795_000_000, 0).unwrap();
    for text in [TWENTE, MERENVELD] {
        load(database, &parse(text).unwrap(), at).await.unwrap();
    }
}

/// What somebody of this organisation may see.
async fn visibility(database: &TestDatabase, organisation: &str, role: Role) -> Visibility {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(organisation));
    let row = named.one(&database.connection).await.unwrap().unwrap();
    Visibility::of(&Actor {
        mandated: false,
        user: Uuid::now_v7().into(),
        region: row.region_id.into(),
        organisation: row.id.into(),
        municipality: row.municipality_id.map(Into::into),
        role,
    })
}

async fn seen_by(database: &TestDatabase, organisation: &str, role: Role) -> Overview {
    overview(&database.connection, &visibility(database, organisation, role).await).await.unwrap()
}

fn find<'o>(page: &'o Overview, name: &str) -> &'o Organisation {
    page.groups.iter().flat_map(|group| &group.organisations).find(|one| one.name == name).unwrap()
}

fn names(organisation: &Organisation) -> Vec<&str> {
    organisation.active_in.iter().map(|place| place.name.as_str()).collect()
}

on_both_databases!(parties_are_grouped_by_type_with_where_they_are_active, async |database| {
    load_both(database).await;
    let page = seen_by(database, "Gemeente Lindewaard", Role::Reader).await;
    let sizes: Vec<(OrganisationType, usize)> =
        page.groups.iter().map(|group| (group.kind, group.organisations.len())).collect();
    assert_eq!(
        sizes,
        [
            (OrganisationType::Municipality, 3),
            (OrganisationType::HousingCorporation, 1),
            (OrganisationType::CareProvider, 1),
            (OrganisationType::CareOffice, 1),
            (OrganisationType::WelfareOrganisation, 1),
            (OrganisationType::TenantsOrganisation, 1),
        ]
    );
    assert_eq!(names(find(&page, "Stichting Plaswonen")), ["Lindewaard", "Oosterzijl"]);
    assert_eq!(names(find(&page, "Gemeente Brinkerdam")), ["Brinkerdam"]);
    assert!(find(&page, "Zorgkantoor Merenveld").active_everywhere);
    assert!(!find(&page, "Huurdersraad Brinkerdam").source.as_ref().unwrap().verified);
    assert!(page.missing.contains(&OrganisationType::Province));
    assert_eq!(page.bodies[0].meetings_per_year, Some(4));
    assert_eq!(page.success_factors[0].names, ["Genoeg grond"]);
    let numbers: Vec<&str> = page.challenges.iter().map(|challenge| challenge.number.as_str()).collect();
    assert_eq!(numbers, ["1.1", "1.2", "5.1", "5.10"]);
});

on_both_databases!(commitments_are_counted_by_role, async |database| {
    load_both(database).await;
    let page = seen_by(database, "Zorgkantoor Merenveld", Role::Driver).await;
    let counts = |name: &str| find(&page, name).commitments;
    assert_eq!(counts("Stichting Plaswonen"), RoleCounts { lead: 1, partner: 0, consulted: 0 });
    assert_eq!(counts("Zorgkantoor Merenveld"), RoleCounts { lead: 1, partner: 1, consulted: 0 });
    assert_eq!(counts("Gemeente Lindewaard"), RoleCounts { lead: 1, partner: 1, consulted: 0 });
    assert_eq!(counts("Welzijn Lindewaard"), RoleCounts { lead: 0, partner: 0, consulted: 1 });
    // The village plan names "corporaties" in each of the three agendas.
    assert_eq!(page.groups[1].named_as_group, 3);
});

on_both_databases!(what_one_may_not_see_is_not_counted, async |database| {
    load_both(database).await;
    // The concept of Brinkerdam asks its tenants' council.
    let tenants = |page: &Overview| find(page, "Huurdersraad Brinkerdam").commitments.consulted;
    assert_eq!(tenants(&seen_by(database, "Zorgkantoor Merenveld", Role::Driver).await), 1);
    assert_eq!(tenants(&seen_by(database, "Gemeente Brinkerdam", Role::Reader).await), 1);
    assert_eq!(tenants(&seen_by(database, "Huurdersraad Brinkerdam", Role::Reader).await), 1);
    assert_eq!(tenants(&seen_by(database, "Zorgkantoor Merenveld", Role::Staff).await), 0);
    assert_eq!(tenants(&seen_by(database, "Stichting Plaswonen", Role::Administrator).await), 0);
});

on_both_databases!(a_concept_counts_as_soon_as_it_is_proposed, async |database| {
    load_both(database).await;
    let concept = commitment::Entity::find()
        .filter(commitment::Column::Title.eq("Starterswoning na de opvang"))
        .one(&database.connection)
        .await
        .unwrap()
        .unwrap();
    let mut row = concept.into_active_model();
    row.life_cycle = Set(LifeCycle::Proposed.code().to_owned());
    row.update(&database.connection).await.unwrap();
    let page = seen_by(database, "Stichting Plaswonen", Role::Reader).await;
    assert_eq!(find(&page, "Huurdersraad Brinkerdam").commitments.consulted, 1);
});

on_both_databases!(the_shipped_region_says_what_is_to_be_checked, async |database| {
    load_both(database).await;
    let page = seen_by(database, "Provincie Overijssel", Role::Reader).await;
    let all = page.groups.iter().flat_map(|group| &group.organisations);
    let doubtful: Vec<&str> = all
        .filter(|one| one.source.as_ref().is_some_and(|source| !source.verified))
        .map(|one| one.name.as_str())
        .collect();
    assert_eq!(doubtful, ["WBO Wonen"]);
    assert_eq!(page.missing, [OrganisationType::WelfareOrganisation, OrganisationType::TenantsOrganisation]);
    let origins: Vec<(&str, usize)> =
        page.success_factors.iter().map(|group| (group.origin.as_str(), group.names.len())).collect();
    assert_eq!(origins, [("afsprakenkader", 2), ("woondeal", 13)]);
    assert_eq!(page.challenges.iter().filter(|challenge| challenge.priority).count(), 4);
});

on_both_databases!(a_larger_region_takes_no_more_queries, async |database| {
    load_both(database).await;
    let small = visibility(database, "Gemeente Lindewaard", Role::Driver).await;
    let large = visibility(database, "Gemeente Enschede", Role::Driver).await;
    let queries = async |visibility: &Visibility| {
        let count = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&count);
        let mut connection = database.connection.clone();
        connection.set_metric_callback(move |_| {
            counted.fetch_add(1, Ordering::Relaxed);
        });
        overview(&connection, visibility).await.unwrap();
        count.load(Ordering::Relaxed)
    };
    let few = queries(&small).await;
    assert!(few > 0);
    assert_eq!(queries(&large).await, few);
});
