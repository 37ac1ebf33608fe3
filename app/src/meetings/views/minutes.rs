//! `/overleggen/{id}/aanwezigheid` and `/overleggen/{id}/verslag`.

use domain::meetings::Presence;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

use super::super::PATH;
use super::super::api::{SaveAttendance, SaveMinutes};
use super::super::form::AttendantRow;
use super::super::queries::{self, attendance_page, minutes_page};
use super::Path;
use crate::commitments::data::Named;
use crate::commitments::views::plain_id;
use crate::plain::{PlainTitle, shown};
use crate::request::Request;
use crate::ui::form::field_name;
use crate::ui::{Form, FormState, SeenVersion, SubmitButton, TextArea};

/// Empty rows below the filled ones, for guests.
const SPARE: usize = 3;

#[component]
pub fn AttendancePage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| attendance_page(&request, id?).await);
    shown(page, |page| view! { <Attendance page=page/> })
}

#[component]
fn Attendance(page: queries::AttendancePage) -> impl IntoView {
    let queries::AttendancePage { meeting, form, organisations, to_come } = page;
    let back = format!("{PATH}/{}", form.id);
    let lead = if to_come {
        "Het overleg is nog niet geweest: tot dan kunt u alleen afmeldingen vastleggen."
    } else {
        "Leg vast wie er was. Een rij waarbij niets is gekozen, telt niet mee."
    };
    view! {
        <Path through=Some((back.clone(), meeting)) here="Aanwezigheid"/>
        <PlainTitle title="Aanwezigheid" lead=lead/>
        <Form path=format!("{back}/aanwezigheid") endpoint=SaveAttendance::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <SeenVersion version=form.version/>
            <Rows rows=form.attendance organisations=organisations/>
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}

#[component]
fn Rows(rows: Vec<AttendantRow>, organisations: Vec<Named>) -> impl IntoView {
    let state = expect_context::<FormState>();
    let known = rows.len();
    let count = state.rows("attendance").unwrap_or_default().max(known + SPARE);
    let problem = state.problem("attendance");
    let invalid = problem.is_some();
    let lines: Vec<_> = (0..count)
        .map(|index| {
            let row = rows.get(index).cloned().unwrap_or_default();
            view! { <Row index=index row=row fixed=index < known organisations=organisations.clone()/> }
        })
        .collect();
    view! {
        <fieldset
            class="utrecht-form-fieldset utrecht-form-fieldset--html-fieldset wza-fieldset"
            class=("utrecht-form-fieldset--invalid", invalid)
            id="attendance"
            tabindex="-1"
        >
            <legend class="utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend">"Deelnemers"</legend>
            <p class="utrecht-form-field-description">
                "Een organisatie en een functie, nooit de naam van een persoon."
            </p>
            {problem.map(|text| view! { <p class="utrecht-form-field-error-message">{text}</p> })}
            <ol class="wza-rows">{lines}</ol>
        </fieldset>
    }
}

/// `fixed`: a member or somebody who was written down, of whom only the answer is asked.
#[component]
fn Row(index: usize, row: AttendantRow, fixed: bool, organisations: Vec<Named>) -> impl IntoView {
    let state = expect_context::<FormState>();
    let field = |part: &str| format!("attendance[{index}][{part}]");
    let id = |part: &str| format!("attendance-{index}-{part}");
    let organisation = state.value(&field("organisation"), row.organisation);
    let function = state.value(&field("function"), row.function);
    let presence = state.value(&field("presence"), row.presence);
    let name = organisations.iter().find(|named| named.value == organisation).map(|named| named.name.clone());
    let who = match (fixed, name) {
        (true, Some(name)) => {
            let seat = if function.is_empty() { name } else { format!("{name}, {function}") };
            view! {
                <p>{seat}</p>
                <input type="hidden" name=field_name(&field("organisation")) value=organisation/>
                <input type="hidden" name=field_name(&field("function")) value=function/>
            }
            .into_any()
        }
        _ => view! { <Guest index=index organisation=organisation function=function organisations=organisations/> }
            .into_any(),
    };
    let answers = Presence::ALL
        .iter()
        .map(
            |option| view! { <option value=option.code() selected=option.code() == presence>{option.label()}</option> },
        )
        .collect_view();
    view! {
        <li class="wza-row">
            <fieldset class="wza-row__fields">
                <legend class="wza-visually-hidden">{format!("Deelnemer {}", index + 1)}</legend>
                {who}
                <div class="utrecht-form-field">
                    <label class="utrecht-form-label" for=id("presence")>"Aanwezigheid"</label>
                    <select class="utrecht-select utrecht-select--html-select" id=id("presence") name=field_name(&field("presence"))>
                        <option value="">"Niet vastgelegd"</option>
                        {answers}
                    </select>
                </div>
            </fieldset>
        </li>
    }
}

/// Somebody who is not a member: which organisation, and which function there.
#[component]
fn Guest(index: usize, organisation: String, function: String, organisations: Vec<Named>) -> impl IntoView {
    let field = |part: &str| format!("attendance[{index}][{part}]");
    let id = |part: &str| format!("attendance-{index}-{part}");
    let option = |named: Named| {
        let selected = named.value == organisation;
        view! { <option value=named.value selected=selected>{named.name}</option> }
    };
    view! {
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for=id("organisation")>"Organisatie"</label>
            <select
                class="utrecht-select utrecht-select--html-select"
                id=id("organisation")
                name=field_name(&field("organisation"))
            >
                <option value="">"Kies een organisatie"</option>
                {organisations.into_iter().map(option).collect_view()}
            </select>
        </div>
        <div class="utrecht-form-field">
            <label class="utrecht-form-label" for=id("function")>"Functie"</label>
            <input
                class="utrecht-textbox utrecht-textbox--html-input"
                type="text"
                autocomplete="off"
                id=id("function")
                name=field_name(&field("function"))
                value=function
            />
        </div>
    }
}

#[component]
pub fn MinutesPage() -> impl IntoView {
    let id = plain_id("id");
    let page = crate::request::served(async move |request: Request| minutes_page(&request, id?).await);
    shown(page, |page| view! { <Minutes page=page/> })
}

#[component]
fn Minutes(page: queries::MinutesPage) -> impl IntoView {
    let queries::MinutesPage { meeting, form } = page;
    let back = format!("{PATH}/{}", form.id);
    view! {
        <Path through=Some((back.clone(), meeting.clone())) here="Verslag"/>
        <PlainTitle title="Verslag" lead=meeting/>
        <Form path=format!("{back}/verslag") endpoint=SaveMinutes::PATH>
            <input type="hidden" name=field_name("id") value=form.id/>
            <SeenVersion version=form.version/>
            <TextArea
                name="minutes"
                label="Verslag"
                hint="De hele regio leest mee. Noem functies en geen namen, en schrijf niets over afspraken die nog een concept zijn. Een lege regel begint een alinea."
                value=form.minutes
                optional=true
                rows=18
            />
            <div class="wza-form__actions wza-actions">
                <SubmitButton label="Opslaan"/>
                <a class="nl-button nl-button--subtle" href=back>"Annuleren"</a>
            </div>
        </Form>
    }
}
