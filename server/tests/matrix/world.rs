//! Two regions with commitments, accounts, and the application that serves them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use app::agendas::records::{NewAgenda, insert_agenda, rights_of as rights_of_agenda};
use app::audit::Author;
use app::auth::accounts::current_user;
use app::bottlenecks::queries::rights_of;
use app::bottlenecks::records::{Names, NewBottleneck, insert_bottleneck, standing_of, take_step};
use app::commitments::entity::commitment;
use app::commitments::queries::one_visible;
use app::document::Assets;
use app::documents::records::{NewDocument, Organisations, insert_document};
use app::files::store::{Folder, Store};
use app::mail::Mailing;
use app::regions::entity::{municipality, organisation};
use app::regions::file::parse;
use app::regions::load::load;
use app::regions::vision::success_factor;
use app::request::{AppState, Clock};
use app::storage::{begin_write, connect, migrate};
use axum::Router;
use axum::body::Body as HttpBody;
use axum::http::header::{CONTENT_TYPE, COOKIE, LOCATION};
use axum::http::{Method, Request, Response};
use chrono::{DateTime, TimeZone, Utc};
use domain::agendas::{Standing, Years};
use domain::audit::Event;
use domain::bottlenecks::{Content, Holder, Step};
use domain::documents::{self, DocumentKind};
use domain::ids::{OrganisationId, RegionId, UserId};
use domain::organisations::{OrganisationType, Role};
use domain::policy::{AccountRights, Actor, AgendaRights, CommitmentRights, Visibility};
use sea_orm::{ColumnTrait, DatabaseConnection, EntityTrait, QueryFilter};
use server::http::router;
use tempfile::TempDir;
use tower::ServiceExt;
use uuid::Uuid;

use crate::beside::{add_steps, beside, waited_for};
use crate::expected::Answer;
use crate::people::{Person, add, people};
use crate::requests::{Ask, Body};
use crate::things::Thing;

const REGION: &str = include_str!("../../regions/test-region.toml");
const OTHER_REGION: &str = include_str!("../../regions/twente.toml");
/// A gemeente of the first region.
pub const SLUG: &str = "oosterzijl";
/// A corporatie that is active there.
const CORPORATION: &str = "Stichting Plaswonen";

pub struct World {
    router: Router,
    pub people: Vec<Person>,
    pub commitments: Vec<Thing>,
    pub accounts: Vec<Thing>,
    pub bottlenecks: Vec<Thing>,
    pub documents: Vec<Thing>,
    pub projects: Vec<Thing>,
    /// What each organisation is.
    pub organisations: BTreeMap<OrganisationId, OrganisationType>,
    pub agendas: Vec<Thing>,
    pub files: Vec<Thing>,
    pub comments: Vec<Thing>,
    pub saved_views: Vec<Thing>,
    pub imports: Vec<Thing>,
    pub meetings: Vec<Thing>,
    pub decisions: Vec<Thing>,
    pub notes: Vec<Thing>,
    pub proposals: Vec<Thing>,
    pub deadlines: Vec<Thing>,
    pub success_factors: Vec<Thing>,
    pub roles: Vec<Thing>,
    /// Those of the agendas of the gemeente with [`SLUG`].
    pub agendas_of_slug: AgendaRights,
    pub region_of_slug: RegionId,
    /// [`CORPORATION`].
    pub corporation_of_slug: OrganisationId,
    /// By every commitment.
    pub waited_for: OrganisationId,
    _folder: TempDir,
}

pub fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 25, 10, 0, 0).unwrap()
}

impl World {
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite://{}", folder.path().join("matrix.db").display());
        let database = connect(&url).await.unwrap();
        migrate(&database).await.unwrap();
        for region in [REGION, OTHER_REGION] {
            load(&database, &parse(region).unwrap(), now()).await.unwrap();
        }
        let store: Arc<dyn Store> = Arc::new(Folder::new(folder.path().join("files")));
        let state = AppState {
            files: store.clone(),
            database: database.clone(),
            clock: Clock::Fixed(now()),
            assets: Arc::new(Assets::default()),
            mailing: Arc::new(Mailing::none("http://127.0.0.1")),
            demo_logins: None,
        };
        let router = router(state, false);
        let commitments = commitments(&database).await;
        let people = people(&database, &router, &commitments).await;
        let (files, comments) = beside(&database, &*store, &commitments, &people).await;
        let accounts = accounts(&database, &people).await;
        let bottlenecks = bottlenecks(&database).await;
        let documents = documents(&database).await;
        let projects = crate::projects::projects(&database).await;
        crate::projects::add_deliveries(&database, &*store, &projects, &people).await;
        let organisations = organisation::Entity::find().all(&database).await.unwrap().into_iter();
        let organisations = organisations.map(|row| (row.id.into(), row.organisation_type.parse().unwrap())).collect();
        let agendas = agendas(&database).await;
        let saved_views = crate::saved_views::made_by(&database, &people, now()).await;
        let imports = crate::imports::made_by(&database, &people, now()).await;
        let corporation = organisation::Entity::find().filter(organisation::Column::Name.eq(CORPORATION));
        let corporation_of_slug = corporation.one(&database).await.unwrap().unwrap().id.into();
        let writer = people.iter().find_map(|person| person.visitor).unwrap().actor.user.into();
        let (meetings, decisions) = crate::meetings::meetings(&database, &*store, writer).await;
        let notes = crate::meetings::notes(&database, &meetings, &people).await;
        let proposals = crate::proposals::proposals(&database).await;
        let deadlines = crate::deadlines::deadlines(&database).await;
        let success_factors = crate::success_factors::success_factors(&database).await;
        let roles = crate::roles::roles(&database).await;
        let place = municipality::Entity::find().filter(municipality::Column::Slug.eq(SLUG)).one(&database).await;
        let place = place.unwrap().unwrap();
        let waited_for = waited_for(&database).await.into();
        let region_of_slug = place.region_id.into();
        let agendas_of_slug = AgendaRights { region: region_of_slug, municipality: place.id.into() };
        Self {
            router,
            people,
            commitments,
            accounts,
            bottlenecks,
            documents,
            projects,
            organisations,
            agendas,
            files,
            comments,
            saved_views,
            imports,
            meetings,
            decisions,
            notes,
            proposals,
            deadlines,
            success_factors,
            roles,
            agendas_of_slug,
            region_of_slug,
            corporation_of_slug,
            waited_for,
            _folder: folder,
        }
    }

    pub async fn answer(&self, person: &Person, ask: &Ask) -> Answer {
        let (method, path, body) = match ask {
            Ask::Page { path, .. } | Ask::Download { path, .. } => (Method::GET, path.as_str(), None),
            Ask::Form { path, body, .. } => (Method::POST, path.as_str(), Some(Body::Form(body.clone()))),
            Ask::Function { function, body, .. } => (Method::POST, function.path, Some(body.copy())),
        };
        let mut request = Request::builder().method(method).uri(path);
        if let Some(cookie) = &person.cookie {
            request = request.header(COOKIE, cookie);
        }
        let request = match body {
            None => request.body(HttpBody::empty()),
            Some(Body::Form(text)) => {
                request.header(CONTENT_TYPE, "application/x-www-form-urlencoded").body(HttpBody::from(text))
            }
            Some(Body::Postcard(bytes)) => {
                request.header(CONTENT_TYPE, "application/x-postcard").body(HttpBody::from(bytes))
            }
        };
        let response = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        Answer { status: response.status(), location: header(&response, LOCATION.as_str()) }
    }
}

impl Body {
    fn copy(&self) -> Self {
        match self {
            Self::Form(text) => Self::Form(text.clone()),
            Self::Postcard(bytes) => Self::Postcard(bytes.clone()),
        }
    }
}

pub fn header(response: &Response<HttpBody>, name: &str) -> String {
    response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
}

/// Of each kind one: every life cycle that occurs, published or not, of both regions.
async fn commitments(database: &DatabaseConnection) -> Vec<Thing> {
    let rows = commitment::Entity::find().all(database).await.unwrap();
    let mut things: Vec<Thing> = Vec::new();
    for row in rows {
        let all = Actor {
            mandated: false,
            user: UserId(Uuid::nil()),
            region: row.region_id.into(),
            organisation: OrganisationId(Uuid::nil()),
            municipality: None,
            role: Role::Driver,
        };
        let (_, _, rights) = one_visible(database, &Visibility::of(&all), row.id).await.unwrap();
        let kind = |rights: &CommitmentRights| {
            (rights.region, rights.life_cycle, rights.published, rights.lead.is_some(), rights.municipality.is_some())
        };
        let known =
            things.iter().any(|thing| matches!(thing, Thing::Commitment(other, _) if kind(other) == kind(&rights)));
        if !known {
            add_steps(database, row.id).await;
            things.push(Thing::Commitment(rights, row.id));
        }
    }
    things
}

/// Somebody of each region, whom nobody in the matrix is.
async fn accounts(database: &DatabaseConnection, people: &[Person]) -> Vec<Thing> {
    let mut accounts = Vec::new();
    for organisation in ["Welzijn Lindewaard", "Gemeente Almelo"] {
        let id = add(database, organisation, Role::Staff).await;
        let region = current_user(database, id, false).await.unwrap().unwrap().visitor.actor.region;
        assert!(people.iter().any(|person| person.visitor.is_some_and(|visitor| visitor.actor.region == region)));
        accounts.push(Thing::Account(AccountRights { region, user: id.into() }));
    }
    accounts
}

/// Open and solved ones, of organisations of both regions, one of which nobody in the matrix belongs to.
async fn bottlenecks(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things = Vec::new();
    for owner in ["Gemeente Oosterzijl", "Stichting Plaswonen", "Welzijn Lindewaard", "Gemeente Enschede"] {
        for solved in [false, true] {
            things.push(bottleneck(database, owner, solved).await);
        }
    }
    things
}

async fn bottleneck(database: &DatabaseConnection, owner: &str, solved: bool) -> Thing {
    let named = organisation::Entity::find().filter(organisation::Column::Name.eq(owner));
    let owner = named.one(database).await.unwrap().unwrap();
    let factor = success_factor::Entity::find().filter(success_factor::Column::RegionId.eq(owner.region_id));
    let success_factor = factor.one(database).await.unwrap().unwrap().id.into();
    let holder = Holder { organisation: owner.id.into(), function: None };
    let content = Content {
        title: "Geen stroom".to_owned(),
        description: None,
        success_factor,
        owner: holder.clone(),
        action: "Overleg".to_owned(),
        acting: holder,
    };
    let new = NewBottleneck {
        region_id: owner.region_id,
        content,
        blocked: domain::bottlenecks::risk::Blocked::default(),
        example: false,
    };
    let author = Author::nobody(owner.region_id, now());
    let transaction = begin_write(database).await.unwrap();
    let names = Names::default();
    let mut row = insert_bottleneck(&transaction, new, &names, &author, Event::Created).await.unwrap();
    if solved {
        let step = Step::Solve { how: "Er is weer stroom".to_owned() };
        let next = standing_of(&row).unwrap().after(&step).unwrap();
        row = take_step(&transaction, row, &step, next, now(), &author).await.unwrap();
    }
    transaction.commit().await.unwrap();
    Thing::Bottleneck(rights_of(&row), row.id)
}

/// Signed by a gemeente, a corporatie, an organisation that keeps none, and one of the other region.
async fn documents(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things = Vec::new();
    for party in ["Gemeente Oosterzijl", "Stichting Plaswonen", "Zorggroep De Kade", "Gemeente Enschede"] {
        let named = organisation::Entity::find().filter(organisation::Column::Name.eq(party));
        let party = named.one(database).await.unwrap().unwrap();
        let content = documents::Content {
            title: "Prestatieafspraken".to_owned(),
            kind: DocumentKind::Performance,
            first_year: 2025,
            last_year: 2028,
            url: None,
            parties: BTreeSet::from([party.id.into()]),
        };
        let new = NewDocument { region_id: party.region_id, content, example: false };
        let author = Author::nobody(party.region_id, now());
        let organisations = Organisations::of_region(database, party.region_id).await.unwrap();
        let transaction = begin_write(database).await.unwrap();
        let id = insert_document(&transaction, new, &organisations, &author, Event::Created).await.unwrap();
        transaction.commit().await.unwrap();
        things.push(Thing::Document(organisations.rights(party.region_id, [party.id.into()]), id));
    }
    things
}

/// One of each of these gemeenten, two of the first region and one of the other.
async fn agendas(database: &DatabaseConnection) -> Vec<Thing> {
    let mut things = Vec::new();
    for slug in [SLUG, "brinkerdam", "enschede"] {
        let named = municipality::Entity::find().filter(municipality::Column::Slug.eq(slug));
        let place = named.one(database).await.unwrap().unwrap();
        let new = NewAgenda {
            region_id: place.region_id,
            municipality_id: place.id,
            years: Years { first: 2026, last: 2030 },
            standing: Standing::Draft,
            example: false,
        };
        let author = Author::nobody(place.region_id, now());
        let transaction = begin_write(database).await.unwrap();
        let row = insert_agenda(&transaction, new, &author, Event::Created).await.unwrap();
        transaction.commit().await.unwrap();
        things.push(Thing::Agenda(rights_of_agenda(&row), row.id));
    }
    things
}
