//! The page of changing many. A plain page.

mod choose;
mod preview;

use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos_router::hooks::use_query_map;

use super::api::ChangeMany;
use super::form::{CHOOSE, ManyForm};
use super::queries::{Address, choose_page, preview};
use crate::plain::shown;
use crate::request::Request;
use crate::ui::form::{Submission, field_name};

#[component]
pub fn ManyPage() -> impl IntoView {
    let (address, left_out) = use_query_map().with_untracked(Address::from_query);
    let posted = posted().filter(|form| form.step != CHOOSE);
    match posted.and_then(|form| Some((form.asked().ok()?, form))) {
        Some((asked, form)) => {
            let page = crate::request::served(async move |request: Request| preview(&request, &asked).await);
            shown(page, move |lines| view! { <preview::Preview lines=lines form=form address=address/> })
        }
        None => {
            let asked = address.clone();
            let page = crate::request::served(async move |request: Request| choose_page(&request, &asked).await);
            shown(page, move |page| view! { <choose::Choose page=page address=address left_out=left_out/> })
        }
    }
}

/// What was posted and was neither refused nor done: it is to be shown.
fn posted() -> Option<ManyForm> {
    let submission = use_context::<Submission>()?;
    if submission.function != ChangeMany::PATH || submission.failure.is_some() || submission.rejection.status != 200 {
        return None;
    }
    let mut form = ManyForm::default();
    for (name, value) in submission.pairs {
        // Browsers may count the elements of a list.
        let field = |field: &str| name.starts_with(&field_name(field));
        if field("filter") {
            form.filter = value;
        } else if field("lead_function") {
            form.lead_function = value;
        } else if field("chosen") {
            form.chosen.push(value);
        } else if field("due_unknown") {
            form.due_unknown.push(value);
        } else if field("document_way") {
            form.document_way = value;
        } else if field("document") {
            form.document = value;
        } else if field("due") {
            form.due = value;
        } else if field("step") {
            form.step = value;
        }
    }
    Some(form)
}
