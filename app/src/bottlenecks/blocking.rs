//! The commitments and projects that a form names as blocked, of those that its writer may see.

use std::collections::BTreeSet;

use domain::Problem;
use domain::bottlenecks::risk::Blocked;
use domain::differences::{Described, Field};
use domain::policy::Visibility;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::form::{BottleneckForm, SEARCH, SEARCH_PROJECTS, ticked};
use super::queries::{Found, by_ids, find};
use crate::choosing::{Choosable, TERMS_MAX, Wording, matching, offered, resolved, terms};
use crate::projects::choose::{self, Found as FoundProject};
use crate::ui::Choice;
use crate::ui::form::FormReply;

const COMMITMENTS: Wording = Wording {
    one: "afspraak",
    many: "afspraken",
    by: "een nummer, op woorden uit de titel of op een gemeente",
    ticks: "commitments",
    search: "search",
    offers: true,
};

const PROJECTS: Wording =
    Wording { by: "woorden uit de naam, een kenmerk of een gemeente", offers: true, ..choose::WORDING };

/// Of each thing that was looked for, so many are shown.
const SHOWN_MAX: usize = 50;

/// Commitments and projects by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Named {
    pub commitments: Vec<Found>,
    pub projects: Vec<FoundProject>,
}

impl Named {
    /// Of what is blocked, that which exists for somebody.
    pub async fn of(
        connection: &impl ConnectionTrait,
        visibility: &Visibility,
        blocked: &Blocked,
    ) -> Result<Self, DbErr> {
        let commitments = blocked.commitments.iter().map(|id| id.0).collect();
        let projects = blocked.projects.iter().map(|id| id.0).collect();
        Ok(Self {
            commitments: by_ids(connection, visibility, &commitments).await?,
            projects: choose::by_ids(connection, visibility, &projects).await?,
        })
    }

    /// What is ticked in the form, and what its search fields name without doubt; `problems` grows by the rest.
    pub async fn in_form(
        connection: &impl ConnectionTrait,
        visibility: &Visibility,
        form: &BottleneckForm,
        problems: &mut Vec<Problem>,
    ) -> Result<Self, DbErr> {
        let wanted = ticked(&form.commitments);
        let commitments = by_ids(connection, visibility, &known(&wanted)).await?;
        let commitment_terms = asked(&form.search, commitments.len() < wanted.len(), &COMMITMENTS, problems);
        let found = find(connection, visibility, &commitment_terms).await?;
        let commitments = resolved(commitments, &found, &commitment_terms, &COMMITMENTS, problems);
        let wanted = ticked(&form.projects);
        let projects = choose::by_ids(connection, visibility, &known(&wanted)).await?;
        let project_terms = asked(&form.project_search, projects.len() < wanted.len(), &PROJECTS, problems);
        let found = choose::find(connection, visibility, &project_terms).await?;
        let projects = resolved(projects, &found, &project_terms, &PROJECTS, problems);
        Ok(Self { commitments, projects })
    }

    pub fn blocked(&self) -> Blocked {
        Blocked {
            commitments: self.commitments.iter().map(|found| found.id.into()).collect(),
            projects: self.projects.iter().map(|found| found.id.into()).collect(),
        }
    }

    /// As a comparison writes it.
    pub fn described(&self) -> Described {
        let commitments = self.commitments.iter().map(Choosable::label);
        let mut labels: Vec<String> = commitments.chain(self.projects.iter().map(Choosable::label)).collect();
        labels.sort();
        (Field::Blocks, labels.join("; "))
    }
}

fn known(ticked: &BTreeSet<Option<Uuid>>) -> BTreeSet<Uuid> {
    ticked.iter().copied().flatten().collect()
}

/// What is looked for; nothing of too much.
fn asked(search: &str, unknown_tick: bool, wording: &Wording, problems: &mut Vec<Problem>) -> Vec<Vec<String>> {
    if unknown_tick {
        problems.push(wording.unknown_tick());
    }
    let terms = terms(search);
    if terms.len() > TERMS_MAX {
        problems.push(wording.too_many_terms());
        return vec![];
    }
    terms
}

/// Only looks, when the form asks for no more: the page comes back with what is found.
pub async fn only_search(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    form: &BottleneckForm,
) -> Result<Option<FormReply>, DbErr> {
    let problems = match form.step.as_str() {
        SEARCH => {
            let found = find(connection, visibility, &limited(&form.search)).await?;
            looked_for(&form.search, &found, &COMMITMENTS)
        }
        SEARCH_PROJECTS => {
            let found = choose::find(connection, visibility, &limited(&form.project_search)).await?;
            looked_for(&form.project_search, &found, &PROJECTS)
        }
        _ => return Ok(None),
    };
    Ok(Some(if problems.is_empty() { FormReply::again() } else { FormReply::invalid(problems) }))
}

fn limited(search: &str) -> Vec<Vec<String>> {
    terms(search).into_iter().take(TERMS_MAX).collect()
}

fn looked_for<T: Choosable>(search: &str, found: &[T], wording: &Wording) -> Vec<Problem> {
    let terms = terms(search);
    if terms.is_empty() || terms.len() > TERMS_MAX {
        return vec![wording.no_terms()];
    }
    let missing = terms.iter().filter(|words| matching(found, words).is_empty());
    missing.map(|words| wording.nothing_found(words)).collect()
}

/// What a form lets people tick: what is blocked already, and what was found. `more`: there is more than is shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    pub choices: Vec<Choice>,
    pub more: bool,
}

/// What the form offers of both kinds.
pub async fn offers(
    connection: &impl ConnectionTrait,
    visibility: &Visibility,
    ticked: &Blocked,
    (search, project_search): (&str, &str),
) -> Result<(Offer, Offer), DbErr> {
    let known = Named::of(connection, visibility, ticked).await?;
    let terms = limited(search);
    let found = find(connection, visibility, &terms).await?;
    let (commitments, more) = offered(known.commitments, &found, &terms, SHOWN_MAX);
    let commitments = Offer { choices: commitments.into_iter().map(commitment_choice).collect(), more };
    let terms = limited(project_search);
    let found = choose::find(connection, visibility, &terms).await?;
    let (projects, more) = offered(known.projects, &found, &terms, SHOWN_MAX);
    let choice = |found: FoundProject| Choice::new(found.id, found.label());
    Ok((commitments, Offer { choices: projects.into_iter().map(choice).collect(), more }))
}

fn commitment_choice(found: Found) -> Choice {
    let agenda = found.municipality.unwrap_or_else(|| "hele regio".to_owned());
    Choice { mark: Some(found.number), ..Choice::new(found.id, format!("{} ({agenda})", found.title)) }
}
