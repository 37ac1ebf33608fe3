//! Identities. Each kind of thing has its own type, so that one cannot be passed where another is meant.

macro_rules! ids {
    ($($name:ident)+) => {
        $(
            #[derive(
                Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
            )]
            #[serde(transparent)]
            pub struct $name(pub uuid::Uuid);

            impl From<uuid::Uuid> for $name {
                fn from(id: uuid::Uuid) -> Self {
                    Self(id)
                }
            }

            impl From<$name> for uuid::Uuid {
                fn from(id: $name) -> Self {
                    id.0
                }
            }

            impl std::fmt::Display for $name {
                fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                    self.0.fmt(f)
                }
            }

            impl std::str::FromStr for $name {
                type Err = uuid::Error;

                fn from_str(text: &str) -> Result<Self, Self::Err> {
                    text.parse().map(Self)
                }
            }
        )+
    };
}

ids! {
    RegionId MunicipalityId OrganisationId UserId CommitmentId ChallengeId TargetGroupId SuccessFactorId MeasureId DocumentId
    ProjectId DeliveryId BodyId MeetingId AgendaItemId ProposalId DecisionId BottleneckId MilestoneId ScenarioId DeadlineId CommentId
    FileId AgendaId
}
