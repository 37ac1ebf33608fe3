//! The milestones of the commitments that were added, and what those wait for.

use domain::waiting::WaitsFor;
use uuid::Uuid;

use super::commitments::{Added, Numbers};
use super::organisations::Places;
use super::{Count, LoadError, Loading, Thing, found};
use crate::audit::Author;
use crate::commitments::names::{Names, commitment_label};
use crate::commitments::steps::records::insert_milestone;
use crate::commitments::waiting::records::{Called, insert_wait};
use crate::regions::file::commitments::UnknownName;
use crate::regions::file::reference::MunicipalityEntry;
use crate::regions::file::steps::WaitedFor;

impl Loading<'_> {
    /// When all commitments are there: some wait for one that stands further on in the file.
    pub(super) async fn steps(
        &mut self,
        added: &[Added<'_>],
        known: &Numbers,
        places: &Places,
        names: &Names,
        author: &Author,
    ) -> Result<(), LoadError> {
        let (mut milestones, mut waits) = (0, 0);
        for commitment in added {
            for milestone in &commitment.entry.milestones {
                insert_milestone(&self.transaction, commitment.id, &milestone.value.0, author).await?;
                milestones += 1;
            }
            for wait in &commitment.entry.waits_for {
                let (other, label) = self.other(commitment.municipality_id, &wait.value.what, known, places, names)?;
                let entry = commitment.entry;
                let waiting = self.label(commitment.municipality_id, &entry.number.value, names);
                let called = Called { waiting, other: label };
                insert_wait(&self.transaction, commitment.id, other, &wait.value.wait, &called, author).await?;
                waits += 1;
            }
        }
        self.report.add(Thing::Milestone, Count { added: milestones, changed: 0 });
        self.report.add(Thing::Wait, Count { added: waits, changed: 0 });
        Ok(())
    }

    fn other(
        &self,
        municipality: Option<Uuid>,
        what: &WaitedFor,
        known: &Numbers,
        places: &Places,
        names: &Names,
    ) -> Result<(WaitsFor, String), UnknownName> {
        match what {
            WaitedFor::Organisation(name) => {
                let id = found(&places.organisations, name)?;
                Ok((WaitsFor::Organisation(id.into()), name.clone()))
            }
            WaitedFor::Commitment(number) => {
                let id = known.get(&(municipality, number.clone())).ok_or_else(|| UnknownName(number.clone()))?;
                Ok((WaitsFor::Commitment((*id).into()), self.label(municipality, number, names)))
            }
        }
    }

    fn label(&self, municipality: Option<Uuid>, number: &str, names: &Names) -> String {
        let place = municipality.and_then(|id| names.municipalities.get(&id)).map(String::as_str);
        let of_number = self.file.commitments.iter().filter(|entry| entry.number.value == number);
        let here = |agendas: Vec<Option<&MunicipalityEntry>>| {
            agendas.into_iter().any(|of| of.map(|of| of.name.value.as_str()) == place)
        };
        let title = of_number.filter(|entry| here(self.file.agendas(entry))).map(|entry| entry.title.as_str()).next();
        commitment_label(number, title.unwrap_or_default(), place)
    }
}
