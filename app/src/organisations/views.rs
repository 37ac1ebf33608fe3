//! `/organisaties`

use domain::dutch;
use domain::organisations::OrganisationType;
use leptos::prelude::*;

use super::data::{Body, FactorGroup, Group, Organisation, Overview, RoleCounts};
use super::source::{SourceList, SourceNote};
use super::{PATH, anchor};
use crate::commitments::data::{NamedChallenge, Place};
use crate::commitments::filter::Filter;
use crate::handover;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::roles::page_of;
use crate::roles::views::RoleBadge;
use crate::ui::DownloadLinks;

#[component]
pub fn OrganisationsPage() -> impl IntoView {
    let overview = crate::request::served(async |request: Request| {
        super::queries::overview(request.database(), &request.visibility()).await
    });
    shown(overview, |overview| view! { <Page overview=overview/> })
}

#[component]
fn Page(overview: Overview) -> impl IntoView {
    let acknowledged = acknowledged(&overview);
    let Overview { groups, missing, bodies, success_factors, challenges } = overview;
    view! {
        <PlainTitle title="Organisaties" lead="De partijen van de regio, de overleggen en de opgaven waar zij samen aan werken."/>
        <nav aria-label="Op deze pagina">
            <ul class="wza-choices wza-choices--columns">
                {groups.iter().map(|group| {
                    let text = format!("{} ({})", heading(group), group.organisations.len());
                    in_page_link(group.kind.code(), text)
                }).collect_view()}
                {in_page_link("overleggen", "Overleggen".to_owned())}
                {in_page_link("succesfactoren", "Kritische succesfactoren".to_owned())}
                {in_page_link("opgaven", "Opgaven".to_owned())}
            </ul>
        </nav>
        <p>{acknowledged}</p>
        <DownloadLinks address=PATH.to_owned()/>
        {groups.into_iter().map(|group| view! { <GroupSection group=group/> }).collect_view()}
        <MissingTypes types=missing/>
        <Bodies bodies=bodies/>
        <SuccessFactors groups=success_factors/>
        <Challenges challenges=challenges/>
    }
}

/// How many roles of the region are acknowledged, and how many are missing.
fn acknowledged(overview: &Overview) -> String {
    let (all, [(_, acknowledged), (_, waiting), (_, missing)]) = overview.roles();
    let organisations = dutch::count(all as u64, "organisatie", "organisaties");
    let have = if missing == 1 { "heeft" } else { "hebben" };
    format!(
        "Rolbeschrijvingen: van {organisations} is die van {acknowledged} erkend en die van {waiting} nog niet erkend; \
         {missing} {have} nog geen rolbeschrijving."
    )
}

fn in_page_link(id: &str, text: String) -> impl IntoView + use<> {
    view! { <li><a href=format!("#{id}")>{text}</a></li> }
}

/// `Woningcorporaties`; in the singular when there is one.
fn heading(group: &Group) -> String {
    let [_] = group.organisations.as_slice() else { return plural(group.kind) };
    group.kind.label().to_owned()
}

/// The words for the group, without the article.
fn plural(kind: OrganisationType) -> String {
    let label = kind.group_label();
    capitalised(label.split_once(' ').map_or(label, |(_, noun)| noun))
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

#[component]
fn GroupSection(group: Group) -> impl IntoView {
    let id = group.kind.code();
    let heading = heading(&group);
    let sourced = group.organisations.iter().any(|one| one.source.is_some());
    let rows = group.organisations.into_iter().map(|one| organisation_row(one, sourced)).collect_view();
    let as_group = (group.named_as_group > 0).then(|| {
        let amount = dutch::count(group.named_as_group, "afspraak", "afspraken");
        let text = format!(
            "{amount} {} “{}” zonder namen. Die tellen hieronder niet mee.",
            if group.named_as_group == 1 { "noemt" } else { "noemen" },
            group.kind.group_label(),
        );
        view! { <p class="wza-muted">{text}</p> }
    });
    view! {
        <section class="wza-stack" aria-labelledby=id>
            <h2 id=id>{heading.clone()}</h2>
            {as_group}
            <div class="wza-list__results">
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                    <caption class="wza-visually-hidden">{heading}</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Organisatie"</th>
                            <th scope="col">"Actief in"</th>
                            <th scope="col">"Afspraken"</th>
                            <th scope="col">"Rol"</th>
                            {sourced.then(|| view! { <th scope="col">"Bron"</th> })}
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </section>
    }
}

fn organisation_row(one: Organisation, sourced: bool) -> impl IntoView {
    let active_in = if one.active_everywhere { "hele regio".into_any() } else { places(one.active_in).into_any() };
    let commitments = match roles(one.commitments) {
        Some(text) => {
            let address = Filter { party: Some(one.id.into()), ..Filter::default() }.address();
            view! { <a href=address>{text} <span class="wza-visually-hidden">{format!(": {}", one.name)}</span></a> }
                .into_any()
        }
        None => view! { <span class="wza-muted">"nog geen"</span> }.into_any(),
    };
    let source = sourced.then(|| view! { <td data-label="Bron"><SourceNote source=one.source/></td> });
    view! {
        <tr id=anchor(one.id)>
            <th scope="row">
                <a href=page_of(one.id)><strong>{one.name.clone()}</strong></a>
                <p>
                    <a href=handover::address_of(one.id)>
                        "Overdracht" <span class="wza-visually-hidden">{format!(": {}", one.name)}</span>
                    </a>
                </p>
            </th>
            <td data-label="Actief in">{active_in}</td>
            <td data-label="Afspraken">{commitments}</td>
            <td data-label="Rol"><RoleBadge state=one.role/></td>
            {source}
        </tr>
    }
}

/// Names with commas between them, each a link to its agenda.
pub fn places(places: Vec<Place>) -> AnyView {
    if places.is_empty() {
        return view! { <span class="wza-muted">"nog niet bekend"</span> }.into_any();
    }
    let last = places.len() - 1;
    let link = |(index, place): (usize, Place)| {
        let comma = if index < last { "," } else { "" };
        view! { <span class="wza-nowrap"><a href=format!("/gemeenten/{}", place.slug)>{place.name}</a> {comma}</span> " " }
    };
    places.into_iter().enumerate().map(link).collect_view().into_any()
}

/// `2 als trekker, 1 als partner`; none without any.
pub fn roles(counts: RoleCounts) -> Option<String> {
    let parts = [(counts.lead, "trekker"), (counts.partner, "partner"), (counts.consulted, "betrokkene")];
    let number = |amount: u64| dutch::number(i64::try_from(amount).unwrap_or(i64::MAX));
    let words: Vec<String> = parts
        .iter()
        .filter(|(amount, _)| *amount > 0)
        .map(|(amount, role)| format!("{} als {role}", number(*amount)))
        .collect();
    (!words.is_empty()).then(|| words.join(", "))
}

#[component]
fn MissingTypes(types: Vec<OrganisationType>) -> impl IntoView {
    (!types.is_empty()).then(|| {
        let names: Vec<&str> = types.iter().map(|kind| kind.group_label()).collect();
        view! { <p class="wza-notice">{format!("Nog niet bekend: {}.", dutch::list(&names))}</p> }
    })
}

#[component]
fn Bodies(bodies: Vec<Body>) -> impl IntoView {
    let unknown = || view! { <span class="wza-muted">"nog niet bekend"</span> };
    let row = |body: Body| {
        let meetings = body.meetings_per_year.map(|amount| format!("{amount} keer per jaar"));
        view! {
            <tr>
                <th scope="row"><a href=format!("/overleggen?overleg={}", body.id)>{body.name}</a></th>
                <td data-label="Leden">{body.members.map_or_else(|| unknown().into_any(), IntoAny::into_any)}</td>
                <td data-label="Komt bijeen">{meetings.map_or_else(|| unknown().into_any(), IntoAny::into_any)}</td>
                <td data-label="Bron"><SourceNote source=body.source/></td>
            </tr>
        }
    };
    view! {
        <section class="wza-stack" aria-labelledby="overleggen">
            <h2 id="overleggen">"Overleggen"</h2>
            <div class="wza-list__results">
                <table class="utrecht-table utrecht-table--html-table wza-table wza-table--cards">
                    <caption class="wza-visually-hidden">"Overleggen van de regio"</caption>
                    <thead>
                        <tr>
                            <th scope="col">"Overleg"</th>
                            <th scope="col">"Leden"</th>
                            <th scope="col">"Komt bijeen"</th>
                            <th scope="col">"Bron"</th>
                        </tr>
                    </thead>
                    <tbody>{bodies.into_iter().map(row).collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

#[component]
fn SuccessFactors(groups: Vec<FactorGroup>) -> impl IntoView {
    let card = |group: FactorGroup| {
        view! {
            <div class="wza-card">
                <h3>{format!("Uit: {}", group.origin)}</h3>
                <ul>{group.names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}</ul>
                <SourceList sources=group.sources/>
            </div>
        }
    };
    view! {
        <section class="wza-stack" aria-labelledby="succesfactoren">
            <h2 id="succesfactoren">"Kritische succesfactoren"</h2>
            <p>
                "Wat er moet zijn om de afspraken te kunnen nakomen. "
                <a href=crate::success_factors::PATH>"Hoe elke gemeente ervoor staat"</a> "."
            </p>
            <div class="wza-grid">{groups.into_iter().map(card).collect_view()}</div>
        </section>
    }
}

#[component]
fn Challenges(challenges: Vec<NamedChallenge>) -> impl IntoView {
    let item = |challenge: NamedChallenge| {
        let address = Filter { challenge: Some(challenge.number.clone()), ..Filter::default() }.address();
        let priority = challenge
            .priority
            .then(|| view! { " " <span class="nl-data-badge wza-badge--priority">"Prioriteit"</span> });
        view! { <li><a href=address>{format!("{} {}", challenge.number, challenge.title)}</a> {priority}</li> }
    };
    view! {
        <section class="wza-card" aria-labelledby="opgaven">
            <h2 id="opgaven">"Opgaven"</h2>
            <p>"De opgaven van de woonzorgvisie, met de afspraken die eraan werken."</p>
            <ul class="wza-choices wza-choices--columns">{challenges.into_iter().map(item).collect_view()}</ul>
        </section>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_no_article() {
        assert_eq!(plural(OrganisationType::HousingCorporation), "Woningcorporaties");
        assert_eq!(plural(OrganisationType::Municipality), "Gemeenten");
        assert_eq!(plural(OrganisationType::State), "Rijk");
    }

    #[test]
    fn roles_that_do_not_occur_are_left_out() {
        assert_eq!(roles(RoleCounts { lead: 2, partner: 0, consulted: 1 }).unwrap(), "2 als trekker, 1 als betrokkene");
        assert_eq!(roles(RoleCounts::default()), None);
    }
}
