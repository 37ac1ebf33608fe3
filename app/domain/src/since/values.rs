//! What a slot can hold.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::agendas;
use crate::bottlenecks;
use crate::commitments::LifeCycle;
use crate::progress::Stoplight;
use crate::projects::{Phase, PlanStatus, Status};
use crate::{Period, coded_enum, deadlines, dutch};

coded_enum! {
    /// What became of a version that parties were asked about.
    VersionState {
        Asked = "gevraagd", "Ligt bij de partijen";
        Ratified = "bekrachtigd", "Bekrachtigd";
        Replaced = "vervangen", "Vervangen door een nieuwe versie";
        Withdrawn = "ingetrokken", "Ingetrokken";
        Lapsed = "vervallen", "Vervallen";
    }
}

coded_enum! {
    /// What a party said to a version, and whether its reservation still holds.
    Answered {
        Confirmed = "bevestigd", "Bevestigd";
        Reserved = "voorbehoud", "Bevestigd onder voorbehoud";
        Lifted = "voorbehoud-vervallen", "Bevestigd, het voorbehoud is vervallen";
        Declined = "afgewezen", "Afgewezen";
    }
}

impl Answered {
    /// Nothing depends on it any more.
    pub const fn is_final_yes(self) -> bool {
        matches!(self, Self::Confirmed | Self::Lifted)
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Value {
    LifeCycle(LifeCycle),
    Version(VersionState),
    Answer(Answered),
    Light(Stoplight),
    Day(NaiveDate),
    /// None: nog niet bekend.
    When(Option<Period>),
    Milestone {
        title: String,
        due: Period,
        done_on: Option<NaiveDate>,
    },
    Bottleneck(bottlenecks::State),
    Level(bottlenecks::Level),
    Project(Status),
    /// None: no phase began.
    Phase(Option<Phase>),
    /// None: nobody says.
    Plan(Option<PlanStatus>),
    Number(i64),
    Agenda(agendas::State),
    DeadlinePhase(deadlines::Phase),
    /// What has no more to it than that it is there, by what it is called; and old words that no longer mean one of the others.
    Words(String),
}

impl Value {
    /// As the line says it.
    pub fn words(&self) -> String {
        match self {
            Self::LifeCycle(state) => state.label().to_owned(),
            Self::Version(state) => state.label().to_owned(),
            Self::Answer(answer) => answer.label().to_owned(),
            Self::Light(light) => light.colour().to_owned(),
            Self::Day(day) => dutch::date(*day),
            Self::When(period) => crate::period::label_or_unknown(*period),
            Self::Milestone { title, due, .. } => format!("{title} ({})", due.label()),
            Self::Bottleneck(state) => state.label().to_owned(),
            Self::Level(level) => level.label().to_owned(),
            Self::Project(status) => status.label().to_owned(),
            Self::Phase(phase) => phase.map_or("geen fase", Phase::label).to_owned(),
            Self::Plan(plan) => plan.map_or("nog niet bekend", PlanStatus::label).to_owned(),
            Self::Number(number) => dutch::number(*number),
            Self::Agenda(state) => state.label().to_owned(),
            Self::DeadlinePhase(phase) => phase.label().to_owned(),
            Self::Words(words) => words.clone(),
        }
    }
}
