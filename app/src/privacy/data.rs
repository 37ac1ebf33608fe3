//! Everything that is held of one person, as it is handed over. The names of the fields are a promise to whoever reads
//! the file with a program: they are added to, and otherwise stay.

use chrono::{DateTime, Utc};
use domain::differences::FieldChange;
use serde::Serialize;
use uuid::Uuid;

/// The form of the document. A field that is renamed or leaves makes it another.
pub const FORMAT: &str = "woonzorgagenda personal data 1";

/// Always there, whether anything was left out or not: whether there are concepts that somebody may not see is not told.
pub const LEFT_OUT: &str = "Left out: secrets and their hashes, the words of mail (they hold links that open an account), \
                            what the log holds about others, and everything about concepts that this person may not see \
                            or that who asked for this document may not see.";

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonalData {
    pub format: &'static str,
    pub exported_at: DateTime<Utc>,
    pub left_out: &'static str,
    pub account: AccountData,
    /// Browsers in which somebody is logged in now.
    pub sessions: Vec<SessionData>,
    /// To choose a password.
    pub links: Vec<LinkData>,
    pub mails: Vec<MailData>,
    pub progress_reports: Vec<ReportData>,
    /// Answers on behalf of the organisation.
    pub confirmations: Vec<ConfirmationData>,
    /// Added by this person.
    pub files: Vec<FileData>,
    /// Papers of meetings, added by this person.
    pub papers: Vec<PaperData>,
    /// Evidence of deliveries, added by this person.
    pub evidence: Vec<EvidenceData>,
    pub comments: Vec<CommentData>,
    /// Before meetings, for one's own organisation.
    pub notes: Vec<NoteData>,
    /// Filters of the list of commitments, under a name.
    pub saved_views: Vec<SavedViewData>,
    /// Files that were loaded; what they did is in the entries.
    pub imports: Vec<ImportData>,
    /// By this person, or about their account; the oldest first.
    pub audit_entries: Vec<EntryData>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccountData {
    pub id: Uuid,
    pub email: String,
    pub name: String,
    pub function: Option<String>,
    pub organisation: String,
    pub region: String,
    pub role: String,
    /// May confirm on behalf of the organisation.
    pub mandated: bool,
    pub has_password: bool,
    pub has_second_factor: bool,
    pub recovery_codes_left: usize,
    pub disabled: bool,
    pub created_at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionData {
    pub since: DateTime<Utc>,
    pub last_used_at: DateTime<Utc>,
    /// How the browser calls itself.
    pub browser: String,
    pub expires_at: DateTime<Utc>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LinkData {
    pub purpose: String,
    pub expires_at: DateTime<Utc>,
    pub used_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MailData {
    pub kind: String,
    pub to_address: String,
    pub to_name: String,
    pub subject: String,
    pub created_at: DateTime<Utc>,
    pub sent_at: Option<DateTime<Utc>>,
    pub failed_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ReportData {
    pub commitment: CommitmentData,
    pub at: DateTime<Utc>,
    pub status: String,
    pub note: Option<String>,
    pub cause: Option<String>,
    pub effect: Option<String>,
    pub correction: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConfirmationData {
    pub commitment: CommitmentData,
    /// Of the commitment.
    pub version: i32,
    pub at: Option<DateTime<Utc>>,
    pub reply: Option<String>,
    pub text: Option<String>,
    pub function: Option<String>,
}

/// What is held about a file; its content is on the page of the commitment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileData {
    pub commitment: CommitmentData,
    pub at: DateTime<Utc>,
    pub name: String,
    pub note: Option<String>,
    pub size: i64,
    pub sha256: String,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PaperData {
    /// The meeting, and the item of its agenda.
    pub meeting: Uuid,
    pub item: String,
    pub at: DateTime<Utc>,
    pub name: String,
    pub note: Option<String>,
    pub size: i64,
    pub sha256: String,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_reason: Option<String>,
}

/// A file with a report in the ledger of a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EvidenceData {
    pub project: Uuid,
    pub delivery: Uuid,
    pub at: DateTime<Utc>,
    pub name: String,
    pub note: Option<String>,
    pub size: i64,
    pub sha256: String,
    pub withdrawn_at: Option<DateTime<Utc>>,
    pub withdrawn_reason: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommentData {
    pub commitment: CommitmentData,
    pub at: DateTime<Utc>,
    /// None when it was withdrawn.
    pub text: Option<String>,
    pub withdrawn_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct NoteData {
    pub meeting: Uuid,
    /// What it was about, as that was called then.
    pub about: String,
    /// `notitie`, `vraag`, or `antwoord` to a question of somebody.
    pub kind: String,
    pub at: DateTime<Utc>,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ImportData {
    pub kind: String,
    pub file_name: String,
    pub opened_at: DateTime<Utc>,
    pub loaded_at: Option<DateTime<Utc>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SavedViewData {
    pub name: String,
    /// Names and values of the address, as JSON.
    pub filter: String,
    /// With the organisation.
    pub shared: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CommitmentData {
    pub id: Uuid,
    pub number: String,
    pub title: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct EntryData {
    /// In the log of the region.
    pub sequence: i64,
    pub at: DateTime<Utc>,
    pub by: By,
    /// On behalf of which organisation.
    pub organisation: Option<String>,
    pub event: String,
    pub subject_type: String,
    pub subject_id: Uuid,
    pub commitment: Option<CommitmentData>,
    pub changes: Vec<FieldChange>,
}

/// Who did it. Others are not named: the document is about one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum By {
    ThisPerson,
    SomebodyElse,
    /// A visitor, or the command line.
    NobodyLoggedIn,
}
