//! Municipalities, and the organisations that are active in them.
#![expect(
    clippy::disallowed_methods,
    reason = "a region file is loaded from the command line, for nobody in particular"
)]

use std::collections::{BTreeMap, BTreeSet};

use domain::organisations::OrganisationType;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::rows::{all_of_region, id_of, save};
use super::{LoadError, Loading, Thing, found};
use crate::regions::entity::{municipality, organisation, organisation_municipality};
use crate::regions::file::commitments::UnknownName;
use crate::regions::file::reference::{ActiveIn, MunicipalityEntry, OrganisationEntry};

/// Where and who.
pub struct Places {
    /// By code.
    pub municipalities: BTreeMap<String, Uuid>,
    /// By name.
    pub organisations: BTreeMap<String, Uuid>,
}

impl Loading<'_> {
    pub(super) async fn organisations(&mut self) -> Result<Places, LoadError> {
        let municipalities = self.municipalities().await?;
        let existing =
            all_of_region::<organisation::Entity>(&self.transaction, organisation::Column::RegionId, self.region);
        let existing = existing.await?;
        let mut wanted = Vec::new();
        // Where each of them is active, beside the rows.
        let mut active = BTreeMap::new();
        for entry in &self.file.municipalities {
            let municipality = found(&municipalities, &entry.code.value)?;
            let row = self.own_organisation(entry, municipality, &existing);
            active.insert(row.id, BTreeSet::from([municipality]));
            wanted.push(row);
        }
        for entry in &self.file.organisations {
            let row = self.organisation(entry, &existing)?;
            active.insert(row.id, codes_of(&entry.active_in, &municipalities)?);
            wanted.push(row);
        }
        let mut saved = save(&self.transaction, existing, wanted).await?;
        for id in self.activity(&active).await? {
            // A new organisation is counted once.
            if !saved.added.contains(&id) {
                saved.changed.insert(id);
            }
        }
        self.report.add(Thing::Organisation, saved.count());
        let organisations = saved.wanted.into_iter().map(|row| (row.name, row.id)).collect();
        Ok(Places { municipalities, organisations })
    }

    async fn municipalities(&mut self) -> Result<BTreeMap<String, Uuid>, DbErr> {
        let existing =
            all_of_region::<municipality::Entity>(&self.transaction, municipality::Column::RegionId, self.region);
        let existing = existing.await?;
        let mut slugs: BTreeSet<String> = existing.iter().map(|row| row.slug.clone()).collect();
        let mut wanted = Vec::new();
        for entry in &self.file.municipalities {
            let old = existing.iter().find(|row| row.code == entry.code.value);
            // It stays when the name changes: addresses that people keep go on working.
            let slug = old.map_or_else(|| new_slug(entry, &slugs), |row| row.slug.clone());
            slugs.insert(slug.clone());
            let (tile_column, tile_row) = entry.tile.value;
            wanted.push(municipality::Model {
                id: id_of(&existing, |row| row.code == entry.code.value),
                region_id: self.region,
                code: entry.code.value.clone(),
                name: entry.name.value.clone(),
                slug,
                tile_column,
                tile_row,
            });
        }
        let saved = save(&self.transaction, existing, wanted).await?;
        self.report.add(Thing::Municipality, saved.count());
        Ok(saved.wanted.into_iter().map(|row| (row.code, row.id)).collect())
    }

    /// Every municipality is an organisation too; no document needs to say so.
    fn own_organisation(
        &self,
        entry: &MunicipalityEntry,
        municipality: Uuid,
        existing: &[organisation::Model],
    ) -> organisation::Model {
        let name = entry.organisation();
        let by_municipality = existing.iter().find(|row| row.municipality_id == Some(municipality));
        let id = by_municipality.map_or_else(|| id_of(existing, |row| row.name == name), |row| row.id);
        organisation::Model {
            id,
            region_id: self.region,
            name,
            organisation_type: OrganisationType::Municipality.code().to_owned(),
            municipality_id: Some(municipality),
            active_everywhere: false,
            l_number: None,
            source_id: None,
            source_detail: None,
        }
    }

    fn organisation(
        &self,
        entry: &OrganisationEntry,
        existing: &[organisation::Model],
    ) -> Result<organisation::Model, UnknownName> {
        Ok(organisation::Model {
            id: id_of(existing, |row| row.name == entry.name.value),
            region_id: self.region,
            name: entry.name.value.clone(),
            organisation_type: entry.organisation_type.code().to_owned(),
            municipality_id: None,
            active_everywhere: entry.active_in == ActiveIn::WholeRegion,
            l_number: entry.l_number.clone(),
            source_id: self.source(&entry.source)?,
            source_detail: entry.source.detail.clone(),
        })
    }

    /// Makes each organisation active where the file says, and nowhere else. Gives those for which that changed.
    async fn activity(&self, wanted: &BTreeMap<Uuid, BTreeSet<Uuid>>) -> Result<BTreeSet<Uuid>, DbErr> {
        use organisation_municipality::{ActiveModel, Column, Entity, Model};

        let rows = Entity::find().filter(Column::OrganisationId.is_in(wanted.keys().copied())).all(&self.transaction);
        let existing: BTreeSet<(Uuid, Uuid)> =
            rows.await?.into_iter().map(|row| (row.organisation_id, row.municipality_id)).collect();
        let pairs = wanted.iter().flat_map(|(id, places)| places.iter().map(|place| (*id, *place)));
        let wanted: BTreeSet<(Uuid, Uuid)> = pairs.collect();

        for pair in existing.difference(&wanted) {
            Entity::delete_by_id(*pair).exec(&self.transaction).await?;
        }
        let new = wanted.difference(&existing).map(|(organisation_id, municipality_id)| {
            ActiveModel::from(Model { organisation_id: *organisation_id, municipality_id: *municipality_id })
        });
        Entity::insert_many(new).exec_without_returning(&self.transaction).await?;
        Ok(existing.symmetric_difference(&wanted).map(|(organisation, _)| *organisation).collect())
    }
}

fn codes_of(active_in: &ActiveIn, municipalities: &BTreeMap<String, Uuid>) -> Result<BTreeSet<Uuid>, UnknownName> {
    match active_in {
        ActiveIn::WholeRegion => Ok(BTreeSet::new()),
        ActiveIn::Municipalities(codes) => codes.iter().map(|code| found(municipalities, &code.value)).collect(),
    }
}

/// The municipality's part of an address: its name, or name and code when another one has the name.
fn new_slug(entry: &MunicipalityEntry, taken: &BTreeSet<String>) -> String {
    let slug = slug(&entry.name.value);
    if slug.is_empty() || taken.contains(&slug) { self::slug(&format!("{slug} {}", entry.code.value)) } else { slug }
}

/// Lower-case ASCII letters and digits, with a dash between words.
fn slug(name: &str) -> String {
    let plain: String = name.to_lowercase().chars().map(without_accent).collect();
    let words = plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The accents that occur in Dutch and Frisian names.
const fn without_accent(letter: char) -> char {
    match letter {
        'á' | 'à' | 'â' | 'ä' => 'a',
        'ç' => 'c',
        'é' | 'è' | 'ê' | 'ë' => 'e',
        'í' | 'ì' | 'î' | 'ï' => 'i',
        'ó' | 'ò' | 'ô' | 'ö' => 'o',
        'ú' | 'ù' | 'û' | 'ü' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::regions::file::At;

    fn municipality(name: &str) -> MunicipalityEntry {
        let text = |value: &str| At { line: 1, value: value.to_owned() };
        MunicipalityEntry { code: text("GM1735"), name: text(name), tile: At { line: 1, value: (0, 0) } }
    }

    #[test]
    fn a_slug_is_plain() {
        for (name, expected) in [
            ("Hof van Delft", "hof-van-delft"),
            ("Rijssen-Holten", "rijssen-holten"),
            ("Súdwest-Fryslân", "sudwest-fryslan"),
            ("'s-Hertogenbosch", "s-hertogenbosch"),
            ("Bergen (NH.)", "bergen-nh"),
        ] {
            assert_eq!(slug(name), expected);
        }
    }

    #[test]
    fn a_slug_that_is_taken_gets_the_code() {
        let taken = BTreeSet::from(["hof-van-twente".to_owned()]);
        assert_eq!(new_slug(&municipality("Hof van Twente"), &taken), "hof-van-twente-gm1735");
        assert_eq!(new_slug(&municipality("Ω"), &taken), "gm1735");
    }
}
