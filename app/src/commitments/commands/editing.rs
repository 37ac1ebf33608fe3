//! Commitments as somebody is about to change them, with all that the rules of changing ask for. The form, a change of many
//! and a spreadsheet come here, so that they cannot come to differ.

use std::collections::BTreeMap;

use domain::Problem;
use domain::agreement::Agreement;
use domain::commitments::Content;
use domain::differences::{Described, Field, FieldChange, differences};
use domain::policy::CommitmentRights;
use sea_orm::{ConnectionTrait, DbErr};
use uuid::Uuid;

use super::change::Saving;
use super::references::{unknown_references, without_own_name};
use crate::audit::Author;
use crate::commitments::agreement::records::agreements_of;
use crate::commitments::entity::commitment;
use crate::commitments::form::CommitmentForm;
use crate::commitments::names::Names;
use crate::commitments::records::{Texts, rights_of};
use crate::commitments::steps::records::{LatestOpen, latest_open};

/// Who takes part, by what they are in it.
const PARTIES: [Field; 3] = [Field::Lead, Field::Partners, Field::Consulted];

fn parties_of(described: &[Described]) -> String {
    let parts = described.iter().filter(|(field, text)| PARTIES.contains(field) && !text.is_empty());
    parts.map(|(field, text)| format!("{}: {text}", field.label())).collect::<Vec<_>>().join("; ")
}

/// One choice between what is saved and what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToChoose {
    pub whole: FieldChange,
    /// The fields that it is about.
    pub parts: Vec<FieldChange>,
}

impl From<FieldChange> for ToChoose {
    fn from(change: FieldChange) -> Self {
        Self { whole: change.clone(), parts: vec![change] }
    }
}

#[derive(Clone, Debug)]
pub struct Editing {
    pub row: commitment::Model,
    pub rights: CommitmentRights,
    pub texts: Texts,
    pub agreement: Agreement,
    /// It may not be due before this.
    milestone: Option<LatestOpen>,
}

impl Editing {
    /// In the order of their rows: as many queries for two hundred as for one.
    pub async fn of_many(connection: &impl ConnectionTrait, rows: Vec<commitment::Model>) -> Result<Vec<Self>, DbErr> {
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let texts = Texts::of_many(connection, &rows).await?;
        let agreements = agreements_of(connection, &rows).await?;
        let mut milestones = latest_open(connection, &ids).await?;
        let editing = |((row, texts), agreement): ((commitment::Model, Texts), Agreement)| {
            let asked = agreement.asking.iter().flat_map(|asking| asking.answers.keys().copied()).collect();
            let rights = rights_of(&row, &texts.row.parties, asked);
            Self { milestone: milestones.remove(&row.id), row, rights, texts, agreement }
        };
        Ok(rows.into_iter().zip(texts).zip(agreements).map(editing).collect())
    }

    /// What the form says.
    ///
    /// # Errors
    /// Every field that cannot be read or breaks a rule of the domain.
    pub fn read(&self, form: &CommitmentForm, names: &Names) -> Result<Content, Vec<Problem>> {
        let content = self.with_what_is_kept(form.content()?, form, names);
        Ok(without_own_name(content, self.rights.municipality, names))
    }

    /// Who was shown a conflict may have chosen for each field whose text stays; who typed on in that field afterwards chose what they
    /// typed.
    fn with_what_is_kept(&self, content: Content, form: &CommitmentForm, names: &Names) -> Content {
        if form.conflict_version != self.row.version.to_string() {
            return content;
        }
        let described = names.describe(&content);
        let mut typed: BTreeMap<Field, String> = described.iter().cloned().collect();
        typed.insert(Field::Parties, parties_of(&described));
        let is_as_shown = |field: &Field, code: &String| {
            let typed = typed.get(field).map(String::as_str).unwrap_or_default();
            form.yours.get(code).is_none_or(|yours| yours.replace("\r\n", "\n") == typed)
        };
        let chosen = form.keep.iter().filter_map(|code| Some((code.parse().ok()?, code)));
        let kept = chosen.filter(|(field, code)| is_as_shown(field, code)).map(|(field, _)| field);
        let kept =
            kept.flat_map(|field| if field == Field::Parties { PARTIES.to_vec() } else { vec![field] }).collect();
        content.keeping(self.texts.shown(), &kept)
    }

    /// What differs, as one chooses between the two: who takes part, and as what, is one choice where more of it differs. Chosen one by
    /// one, a party that moved from one part to the other could fall between them.
    pub fn to_choose(&self, names: &Names, content: &Content) -> Vec<ToChoose> {
        let changes = self.changes(names, content);
        let (of_parties, others): (Vec<FieldChange>, Vec<FieldChange>) =
            changes.into_iter().partition(|change| PARTIES.contains(&change.field));
        let mut choices: Vec<ToChoose> = others.into_iter().map(ToChoose::from).collect();
        if of_parties.len() > 1 {
            let before = parties_of(&names.describe(self.texts.shown()));
            let after = parties_of(&names.describe(content));
            let whole = FieldChange { field: Field::Parties, before, after };
            choices.push(ToChoose { whole, parts: of_parties });
        } else {
            choices.extend(of_parties.into_iter().map(ToChoose::from));
        }
        choices.sort_by_key(|choice| choice.parts.first().map(|part| part.field));
        choices
    }

    /// Why a text cannot be saved in the place of what it says; empty when it can.
    pub fn problems(&self, names: &Names, content: &Content) -> Vec<Problem> {
        let mut problems = unknown_references(names, self.rights.municipality, content);
        problems.extend(content.problems_in(self.rights.life_cycle));
        if content.due != self.texts.shown().due {
            problems.extend(self.milestone.as_ref().and_then(|latest| latest.left_behind_by(content.due)));
        }
        problems
    }

    pub fn changes(&self, names: &Names, content: &Content) -> Vec<FieldChange> {
        differences(&names.describe(self.texts.shown()), &names.describe(content))
    }

    /// Saving it, as more than a correction of its words.
    pub fn saving(&self, content: Content, author: Author) -> Saving {
        let (agreement, texts) = (self.agreement.clone(), self.texts.clone());
        Saving { agreement, texts, content, correction: false, author }
    }
}
