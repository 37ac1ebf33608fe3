//! The outbox: mail that waits, and for a month what became of it.

use sea_orm::entity::prelude::*;

#[derive(Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub message_id: String,
    pub kind: String,
    pub to_address: String,
    pub to_name: String,
    pub subject: String,
    pub text_body: String,
    pub html_body: String,
    /// For the reader's mail program: where to say that they want no more of these.
    pub unsubscribe: Option<String>,
    pub created_at: DateTimeUtc,
    /// None once it has been sent or given up.
    pub next_attempt_at: Option<DateTimeUtc>,
    /// How many were begun.
    pub attempts: i32,
    pub lease_until: Option<DateTimeUtc>,
    pub leased_by: Option<Uuid>,
    pub sent_at: Option<DateTimeUtc>,
    /// When it was given up.
    pub failed_at: Option<DateTimeUtc>,
    pub last_error: Option<String>,
}

/// Without what it says and to whom: a log that shows a mail must not hold its link.
impl std::fmt::Debug for Model {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut fields = f.debug_struct("Mail");
        fields.field("id", &self.id).field("kind", &self.kind).field("attempts", &self.attempts).finish_non_exhaustive()
    }
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
