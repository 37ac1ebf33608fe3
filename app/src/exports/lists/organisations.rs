//! `/organisaties`: the organisations of it.

use domain::organisations::OrganisationType;
use domain::roles::Standing;
use leptos_router::params::ParamsMap;
use sea_orm::DatabaseTransaction;

use super::{ID, source};
use crate::error::AppError;
use crate::exports::cells::count;
use crate::exports::{Listed, Sheet};
use crate::organisations::PATH;
use crate::organisations::data::Organisation;
use crate::organisations::queries::overview;
use crate::request::Request;
use crate::ui::LeftOut;

pub struct Organisations(Vec<(OrganisationType, Organisation)>);

type Row = (OrganisationType, Organisation);

impl Listed for Organisations {
    const NAME: &'static str = "organisaties";
    const TITLE: &'static str = "Organisaties";
    const PATH: &'static str = PATH;
    type Row = Row;

    async fn open(
        transaction: &DatabaseTransaction,
        request: &Request,
        _: &ParamsMap,
    ) -> Result<(Self, LeftOut), AppError> {
        let groups = overview(transaction, &request.visibility()).await?.groups;
        let rows = groups.into_iter().flat_map(|group| group.organisations.into_iter().map(move |it| (group.kind, it)));
        Ok((Self(rows.collect()), LeftOut::default()))
    }

    fn sheet(&self) -> Sheet<Row> {
        Sheet::default()
            .text("Organisatie", |(_, it): &Row| it.name.clone())
            .text("Soort", |(kind, _)| kind.label().to_owned())
            .text("Actief in", |(_, it)| active_in(it))
            .whole("Trekker van", |(_, it)| count(it.commitments.lead))
            .whole("Partner in", |(_, it)| count(it.commitments.partner))
            .whole("Betrokken bij", |(_, it)| count(it.commitments.consulted))
            .text("Rolbeschrijving", |(_, it)| it.role.standing.label().to_owned())
            .day("Rol erkend op", |(_, it)| it.role.since.filter(|_| it.role.standing == Standing::Acknowledged))
            .text("Bron", |(_, it)| source(it.source.as_ref()))
            .text(ID, |(_, it)| it.id.to_string())
    }

    async fn next(&mut self, _: &DatabaseTransaction) -> Result<Vec<Row>, AppError> {
        Ok(std::mem::take(&mut self.0))
    }
}

fn active_in(organisation: &Organisation) -> String {
    if organisation.active_everywhere {
        return "Hele regio".to_owned();
    }
    organisation.active_in.iter().map(|place| place.name.as_str()).collect::<Vec<_>>().join("; ")
}
