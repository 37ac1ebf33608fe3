//! The form element, its error summary and its conflict panel.

use leptos::ev::SubmitEvent;
use leptos::form::form_data_from_event;
use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::UrlSearchParams;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;

use super::errors::GONE;
use super::form::{Conflict, FormReply, Rejection, Submission, field_name};
use super::form_send::send;
use crate::error::AppError;

/// What a form knows while it is on the screen; its fields find it in the context.
#[derive(Clone, Copy)]
pub struct FormState {
    rejection: RwSignal<Rejection>,
    failure: RwSignal<Option<AppError>>,
    submitted: StoredValue<Option<Submission>>,
    pub pending: RwSignal<bool>,
}

impl FormState {
    fn new(endpoint: &str) -> Self {
        let submitted = rejected_before().filter(|submission| submission.function == endpoint);
        let rejection = submitted.as_ref().map(|submission| submission.rejection.clone()).unwrap_or_default();
        let failure = submitted.as_ref().and_then(|submission| submission.failure);
        Self {
            rejection: RwSignal::new(rejection),
            failure: RwSignal::new(failure),
            submitted: StoredValue::new(submitted),
            pending: RwSignal::new(false),
        }
    }

    /// What was typed before the page was rendered again, or else the given value.
    pub fn value(&self, field: &str, otherwise: String) -> String {
        self.submitted.with_value(|submitted| match submitted {
            Some(submission) => submission.first(&field_name(field)).unwrap_or_default(),
            None => otherwise,
        })
    }

    /// Whether a box was ticked before the page was rendered again, or else the given answer.
    pub fn ticked(&self, field: &str, value: &str, otherwise: bool) -> bool {
        self.submitted.with_value(|submitted| match submitted {
            Some(submission) => submission.has(&field_name(field), value),
            None => otherwise,
        })
    }

    /// How many rows were posted under `form[field][n]…`.
    pub fn rows(&self, field: &str) -> Option<usize> {
        self.submitted.with_value(|submitted| submitted.as_ref().map(|submission| submission.rows(field)))
    }

    /// The message for a field, if it has one.
    pub fn problem(&self, field: &str) -> Option<String> {
        self.rejection.with(|rejection| {
            rejection.problems.iter().find(|problem| problem.field == field).map(|problem| problem.message.clone())
        })
    }

    pub fn conflict(&self) -> Option<Conflict> {
        self.rejection.with(|rejection| rejection.conflict.clone())
    }
}

/// No form of ours takes more. Who posts a row with a higher number made that up, and is not shown all rows before it.
const ROWS_MAX: usize = 100;

impl Submission {
    fn first(&self, name: &str) -> Option<String> {
        self.pairs.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone())
    }

    fn has(&self, name: &str, value: &str) -> bool {
        self.pairs.iter().any(|(key, text)| (key == name || key.strip_suffix("[]") == Some(name)) && text == value)
    }

    fn rows(&self, field: &str) -> usize {
        let prefix = format!("form[{field}][");
        let index = |key: &str| key.strip_prefix(&prefix)?.split(']').next()?.parse::<usize>().ok();
        let shown = self.pairs.iter().filter_map(|(key, _)| index(key)).filter(|index| *index < ROWS_MAX);
        shown.max().map_or(0, |last| last + 1)
    }
}

/// The form that was rejected before this page was rendered. In the browser it is there once: an effect, which the
/// server does not run, forgets it, so that it does not come back on a later page.
fn rejected_before() -> Option<Submission> {
    let submission = use_context::<RwSignal<Option<Submission>>>()?;
    Effect::new(move |_| submission.set(None));
    submission.get_untracked()
}

/// A form for one server function. `path` is the page's own address, where a browser without JavaScript posts it.
#[component]
pub fn Form(
    #[prop(into)] path: String,
    /// The address of the server function that takes the form.
    endpoint: &'static str,
    /// Called when it was saved, before the page goes on.
    #[prop(optional)]
    on_done: Option<Callback<()>>,
    /// A file may come with it, which only the browser itself can send.
    #[prop(optional)]
    with_file: bool,
    children: Children,
) -> impl IntoView {
    let state = FormState::new(endpoint);
    provide_context(state);
    let navigate = use_navigate();
    let sending = Action::new(move |body: &String| send(endpoint, body.clone()));

    Effect::new(move |_| {
        state.pending.set(sending.pending().get());
        match sending.value().get() {
            Some(Ok(FormReply::Done { location })) => {
                if let Some(on_done) = on_done {
                    on_done.run(());
                }
                navigate(&location, NavigateOptions::default());
            }
            Some(Ok(FormReply::Rejected(rejection))) => {
                state.failure.set(None);
                state.rejection.set(rejection);
            }
            Some(Err(error)) => {
                // What was wrong before was not looked at now.
                state.rejection.update(|rejection| rejection.problems.clear());
                state.failure.set(Some(error));
            }
            None => {}
        }
    });

    let on_submit = move |event: SubmitEvent| {
        // A form that cannot be read here goes to the server as the browser would send it.
        if let Some(body) = encoded(&event) {
            event.prevent_default();
            if !sending.pending().get_untracked() {
                sending.dispatch(body);
            }
        }
    };

    view! {
        <form class="wza-form" method="post" enctype=with_file.then_some("multipart/form-data") action=path on:submit=on_submit novalidate>
            <Problems state=state/>
            {children()}
        </form>
    }
}

/// In the place of a form that this page no longer has: why it was refused, when it was posted from an older page.
#[component]
pub fn Refused(endpoint: &'static str) -> impl IntoView {
    let state = FormState::new(endpoint);
    view! { <Problems state=state/> }
}

/// The fields of a form, as a browser posts them.
fn encoded(event: &SubmitEvent) -> Option<String> {
    let fields = form_data_from_event(event).ok()?;
    UrlSearchParams::new_with_str_sequence_sequence(&fields).ok()?.to_string().as_string()
}

/// Who is logged out logs in elsewhere, so that what was typed stays here.
fn login_link(error: AppError) -> Option<impl IntoView> {
    (error == AppError::LoggedOut).then(|| {
        view! {
            <p>
                <a href="/inloggen" target="_blank" rel="external">"Log in op een nieuw tabblad"</a>
                " en sla daarna hier opnieuw op."
            </p>
        }
    })
}

/// Everything that keeps the form from being saved, above it and focused.
#[component]
fn Problems(state: FormState) -> impl IntoView {
    let summary = NodeRef::<html::Div>::new();
    // A page that comes back with a refusal begins there, with or without scripts.
    let refused = state.submitted.with_value(Option::is_some);
    Effect::new(move |_| {
        // Both are read: a second failure comes back to the top too.
        let failed = state.failure.get().is_some();
        let wrong = state.rejection.with(|r| !r.problems.is_empty() || r.conflict.is_some());
        if (wrong || failed)
            && let Some(element) = summary.get()
        {
            let _ = element.focus();
        }
    });
    view! {
        <div tabindex="-1" node_ref=summary class="wza-errors-anchor" autofocus=refused>
            {move || state.failure.get().map(|error| {
                let (title, text) = match error {
                    AppError::NotFound => ("Dit bestaat niet meer", GONE),
                    _ => error.texts(),
                };
                view! { <div class="wza-errors" role="alert"><h2 class="wza-errors__title">{title}</h2><p>{text}</p>{login_link(error)}</div> }
            })}
            {move || {
                let problems = state.rejection.with(|rejection| rejection.problems.clone());
                (!problems.is_empty()).then(|| view! { <ErrorSummary problems=problems/> })
            }}
            {move || state.conflict().map(|conflict| view! { <ConflictPanel conflict=conflict/> })}
        </div>
    }
}

#[component]
fn ErrorSummary(problems: Vec<domain::Problem>) -> impl IntoView {
    let (of_form, of_fields): (Vec<_>, Vec<_>) = problems.into_iter().partition(domain::Problem::is_of_form);
    let title = match of_fields.len() {
        0 => "Dit kan nu niet".to_owned(),
        1 => "Er is 1 ding nog niet goed".to_owned(),
        many => format!("Er zijn {many} dingen nog niet goed"),
    };
    let lines: Vec<_> = of_form.into_iter().map(|problem| view! { <p>{problem.message}</p> }).collect();
    let links: Vec<_> = of_fields
        .into_iter()
        .map(|problem| view! { <li><a href=format!("#{}", problem.field) rel="external">{problem.message}</a></li> })
        .collect();
    view! {
        <div class="wza-errors" role="alert" aria-labelledby="fouten">
            <h2 class="wza-errors__title" id="fouten">{title}</h2>
            {lines}
            {(!links.is_empty()).then(|| view! { <ul>{links}</ul> })}
        </div>
    }
}

#[component]
fn ConflictPanel(conflict: Conflict) -> impl IntoView {
    let Conflict { version, by, at, fields } = conflict;
    let rows = fields
        .into_iter()
        .map(|field| {
            // What stands in the form later on may be something else: who typed on, chose that.
            let yours = field.code.as_ref().map(|code| (field_name(&format!("yours[{code}]")), field.yours.clone()));
            let whose = if field.untouched { "Stond in uw formulier" } else { "Uw versie" };
            view! {
                <div class="wza-conflict__field">
                    <h3 class="wza-conflict__name">{field.label}</h3>
                    <div class="wza-conflict__version"><h4>"Nu opgeslagen"</h4><p>{or_nothing(field.saved)}</p></div>
                    <div class="wza-conflict__version wza-conflict__version--mine">
                        <h4>{whose}</h4>
                        <p>{or_nothing(field.yours)}</p>
                    </div>
                    {yours.map(|(name, text)| view! { <input type="hidden" name=name value=text/> })}
                    {field.code.map(|code| view! {
                        <label class="wza-choice wza-conflict__choice">
                            <input
                                class="utrecht-checkbox utrecht-checkbox--html-input"
                                type="checkbox"
                                name=format!("{}[]", field_name("keep"))
                                value=code
                                checked=field.untouched
                            />
                            <span class="wza-choice__label">"Laat staan wat nu is opgeslagen"</span>
                        </label>
                    })}
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="wza-conflict" aria-labelledby="conflict">
            <h2 class="wza-conflict__title" id="conflict">"Dit is intussen gewijzigd"</h2>
            <p>
                {format!("{by} bewaarde een andere versie op {at}. ")}
                "Uw tekst is niet verloren: hij staat nog in het formulier hieronder. Kies wat u wilt houden en sla \
                 opnieuw op; voor de rest geldt uw versie."
            </p>
            {rows}
            <input type="hidden" name=field_name("conflict_version") value=version.to_string()/>
        </section>
    }
}

fn or_nothing(text: String) -> String {
    if text.is_empty() { "(niets)".to_owned() } else { text }
}

/// The version that was on the screen when somebody began to type, through every refusal: so that a save in between is told of.
#[component]
pub fn SeenVersion(version: String) -> impl IntoView {
    let state = expect_context::<FormState>();
    view! { <input type="hidden" name=field_name("version") value=state.value("version", version)/> }
}

#[component]
pub fn SubmitButton(
    #[prop(into)] label: String,
    /// Beside a form that has the main button.
    #[prop(optional)]
    secondary: bool,
) -> impl IntoView {
    let state = expect_context::<FormState>();
    let class = if secondary { "nl-button nl-button--secondary" } else { "nl-button nl-button--primary" };
    view! {
        <button
            class=class
            class=("nl-button--busy", move || state.pending.get())
            aria-disabled=move || state.pending.get().then_some("true")
            type="submit"
        >
            {label}
        </button>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(keys: &[&str]) -> usize {
        let pairs = keys.iter().map(|key| ((*key).to_owned(), "x".to_owned())).collect();
        Submission { pairs, ..Submission::default() }.rows("parties")
    }

    #[test]
    fn a_page_has_the_rows_that_were_posted_and_no_end_of_others() {
        assert_eq!(rows(&["form[title]"]), 0);
        assert_eq!(rows(&["form[parties][0][organisation]", "form[parties][4][role]", "form[counts][9][type]"]), 5);
        for made_up in ["100", "999999999", "18446744073709551615", "99999999999999999999", "-1"] {
            let key = format!("form[parties][{made_up}][organisation]");
            assert_eq!(rows(&["form[parties][1][role]", &key]), 2, "{made_up}");
        }
    }
}
