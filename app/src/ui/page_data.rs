//! Asking the server for what a screen shows.
//!
//! The data travels and waits in one binary form for all screens, and becomes its own type only when it is shown. Were
//! each screen's data a resource of its own type, in JSON, the browser would download a quarter more code.

use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::Arc;

use codee::binary::PostcardCodec;
use codee::{Decoder, Encoder};
use leptos::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::ErrorPage;
use crate::error::AppError;

type Answer = Result<Vec<u8>, AppError>;
type Asking = Pin<Box<dyn Future<Output = Answer> + Send>>;
type Showing = Arc<dyn Fn(Vec<u8>) -> AnyView + Send + Sync>;

/// A screen's data, asked for and maybe not there yet.
pub struct PageData<T> {
    answer: Resource<Answer, PostcardCodec>,
    data: PhantomData<fn() -> T>,
}

impl<T> Clone for PageData<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for PageData<T> {}

/// Asks for a screen's data, and again whenever `source` changes.
pub fn page_data<S, T, F>(
    source: impl Fn() -> S + Send + Sync + 'static,
    fetch: impl Fn(S) -> F + Send + Sync + 'static,
) -> PageData<T>
where
    S: Serialize + DeserializeOwned + 'static,
    T: Serialize + 'static,
    F: Future<Output = Result<T, AppError>> + Send + 'static,
{
    let ask = move |question: Vec<u8>| -> Asking {
        match decode(&question) {
            Ok(question) => {
                let answer = fetch(question);
                Box::pin(async move { encode(&answer.await?) })
            }
            Err(error) => Box::pin(async move { Err(error) }),
        }
    };
    let answer = ask_again(Arc::new(move || encode(&source()).unwrap_or_default()), Arc::new(ask));
    PageData { answer, data: PhantomData }
}

/// The one resource behind all screens.
fn ask_again(
    source: Arc<dyn Fn() -> Vec<u8> + Send + Sync>,
    ask: Arc<dyn Fn(Vec<u8>) -> Asking + Send + Sync>,
) -> Resource<Answer, PostcardCodec> {
    Resource::new_with_options(move || source(), move |question| ask(question), false)
}

/// Shows what was asked for: the old content stays while the next loads.
#[component]
pub fn Loaded<T, V, F>(resource: PageData<T>, view: F) -> impl IntoView
where
    T: DeserializeOwned + 'static,
    V: IntoView + 'static,
    F: Fn(T) -> V + Send + Sync + 'static,
{
    let show = move |bytes: Vec<u8>| match decode::<T>(&bytes) {
        Ok(data) => view(data).into_any(),
        Err(error) => view! { <ErrorPage error=error/> }.into_any(),
    };
    loaded(resource.answer, Arc::new(show))
}

fn loaded(answer: Resource<Answer, PostcardCodec>, show: Showing) -> AnyView {
    let shown = move || {
        let show = show.clone();
        Suspend::new(async move {
            match answer.await {
                Ok(bytes) => show(bytes),
                Err(error) => view! { <ErrorPage error=error/> }.into_any(),
            }
        })
    };
    view! {
        <Transition fallback=|| view! { <div class="wza-loading" role="status" aria-busy="true">"Bezig met laden…"</div> }>
            {shown}
        </Transition>
    }
    .into_any()
}

fn encode<T: Serialize>(value: &T) -> Answer {
    PostcardCodec::encode(value).map_err(|_| AppError::Internal)
}

/// A page that is older than the server may be given what it cannot read.
fn decode<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, AppError> {
    PostcardCodec::decode(bytes).map_err(|_| AppError::Outdated)
}
