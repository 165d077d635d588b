//! All quick texts.

use domain::authz::Action;
use domain::quick_texts::wire::QuickText;
use leptos::prelude::*;

use super::edit_dialog::EditDialog;
use super::use_quick_texts;
use crate::i18n::{error_text, t};
use crate::reactive::{RwSignal, memo};
use crate::session::use_session;
use crate::shell::PageHead;
use crate::ui::{Button, ButtonKind, Empty, ErrorView, Item, Skeleton, Symbol, dynamic, each};

/// The page.
#[component]
pub(crate) fn QuickTextsPage() -> impl IntoView {
    let texts = use_quick_texts();
    let (open, chosen) = (RwSignal::new(false), RwSignal::new(None));
    let edit = UnsyncCallback::new(move |text: Option<QuickText>| {
        chosen.set(text);
        open.set(true);
    });
    let rows = move || texts.get().unwrap_or_default().into_iter().map(|text| row(text, edit)).collect();
    let failed = memo(move || texts.error().map(|error| error_text(&error)));
    let is_empty = memo(move || texts.get().map(|texts| texts.is_empty()));
    view! {
        <PageHead title=t::nav_texts>
            <Button kind=ButtonKind::Primary icon=Symbol::Plus on_press=move || edit.run(None)>
                <span class="top-text">{t::quick_new}</span>
            </Button>
        </PageHead>
        <div class="page">
            {dynamic(move || match is_empty.get() {
                None if failed.get().is_some() => {
                    let text = move || failed.get().unwrap_or_default();
                    view! { <ErrorView text=text retry_label=t::common_retry on_retry=move || texts.reload() /> }
                        .into_any()
                }
                None => view! { <div class="card"><Skeleton rows=4 label=t::common_loading /></div> }.into_any(),
                Some(true) => view! { <Empty symbol=Symbol::Pen title=t::quick_none text=t::quick_none_text /> }.into_any(),
                Some(false) => view! { <ul class="card people">{each(rows)}</ul> }.into_any(),
            })}
        </div>
        <EditDialog open=open text=chosen />
    }
}

fn row(text: QuickText, edit: UnsyncCallback<Option<QuickText>>) -> Item {
    let may_change = use_session().can(Action::ChangeQuickText { shared: text.shared });
    let key = format!("{}/{may_change}/{}/{}/{}", text.id, text.shared, text.name, text.body);
    Item::new(key, move || {
        let QuickText { name, body, shared, .. } = text.clone();
        let label = name.clone();
        view! {
            <li class="person">
                <div class="person-text">
                    <p class="person-name">
                        <b>{format!(";{name}")}</b>
                        {shared.then(|| view! { <span class="tag">{t::quick_shared_tag}</span> }.into_any())}
                    </p>
                    <p class="muted small person-note">{body}</p>
                </div>
                {may_change
                    .then(|| {
                        view! {
                            <Button
                                kind=ButtonKind::Ghost
                                icon=Symbol::Pen
                                label=move || t::quick_edit_named(&label)
                                on_press=move || edit.run(Some(text.clone()))
                            />
                        }
                    })}
            </li>
        }
    })
}
