//! All saved views: their order, what stands in the navigation, changing and deleting them.

use domain::authz::Action;
use domain::views::wire::SavedView;
use leptos::prelude::*;

use super::{Draft, SavedViews, ViewDialog, use_views};
use crate::api::use_api;
use crate::form::DialogForm;
use crate::i18n::t;
use crate::paths;
use crate::reactive::{RwSignal, memo};
use crate::session::use_session;
use crate::shell::{PageHead, use_reporter};
use crate::task::Task;
use crate::ui::{Button, ButtonKind, Dialog, Empty, Item, Skeleton, Symbol, dynamic, each};

/// The page.
#[component]
pub(crate) fn ViewsPage() -> impl IntoView {
    let saved = use_views();
    let (editing, draft) = (RwSignal::new(false), RwSignal::new(Draft::default()));
    let (deleting, deleted) = (RwSignal::new(false), RwSignal::new(None));
    let edit = move |now: Draft| {
        draft.set(now);
        editing.set(true);
    };
    let on_edit = UnsyncCallback::new(move |view| edit(Draft::of(view)));
    let on_delete = UnsyncCallback::new(move |view: SavedView| {
        deleted.set(Some(view));
        deleting.set(true);
    });
    let rows = move || {
        let views = saved.get().unwrap_or_default();
        views.into_iter().map(|view| row(saved, view, on_edit, on_delete)).collect()
    };
    let is_empty = memo(move || saved.get().map(|views| views.is_empty()));
    view! {
        <PageHead title=t::nav_views>
            <Button kind=ButtonKind::Primary icon=Symbol::Plus on_press=move || edit(Draft::default())>
                <span class="top-text">{t::view_new}</span>
            </Button>
        </PageHead>
        <div class="page">
            {dynamic(move || match is_empty.get() {
                None => view! { <div class="card"><Skeleton rows=4 label=t::common_loading /></div> }.into_any(),
                Some(true) => view! { <Empty symbol=Symbol::List title=t::view_none text=t::view_none_text /> }.into_any(),
                Some(false) => view! { <ul class="card people">{each(rows)}</ul> }.into_any(),
            })}
        </div>
        <ViewDialog open=editing draft=draft />
        <DeleteDialog open=deleting view=deleted />
    }
}

fn row(
    saved: SavedViews,
    view: SavedView,
    on_edit: UnsyncCallback<SavedView>,
    on_delete: UnsyncCallback<SavedView>,
) -> Item {
    let (id, pinned, shared) = (view.id, view.pinned, view.shared);
    let may_change = use_session().can(Action::ChangeView { shared });
    let key = format!("{id}/{pinned}/{shared}/{may_change}/{}/{}", view.name, view.query);
    Item::new(key, move || {
        let query = if view.query.is_empty() { t::view_everything().to_owned() } else { view.query };
        let name = StoredValue::new(view.name);
        let named = move |text: fn(String) -> String| move || text(name.get_value());
        // As it is when it is pressed: columns and order are not seen in the row.
        let with_it = move |act: UnsyncCallback<SavedView>| {
            move || {
                if let Some(view) = untrack(|| saved.find(id)) {
                    act.run(view);
                }
            }
        };
        view! {
            <li class="person">
                <div class="person-text">
                    <p class="person-name">
                        <a prop:href=paths::saved_view(id)>{name.get_value()}</a>
                        {shared.then(|| view! { <span class="tag">{t::view_shared_tag}</span> }.into_any())}
                    </p>
                    <p class="muted small person-note">{query}</p>
                </div>
                <div class="person-actions">
                    <Button
                        kind=ButtonKind::Ghost
                        icon=if pinned { Symbol::Eye } else { Symbol::EyeOff }
                        label=named(if pinned { t::view_unpin } else { t::view_pin })
                        on_press=move || saved.pin(id, !pinned)
                    />
                    <Button
                        kind=ButtonKind::Ghost
                        icon=Symbol::Up
                        label=named(t::view_up)
                        on_press=move || saved.shift(id, false)
                    />
                    <Button
                        kind=ButtonKind::Ghost
                        icon=Symbol::Down
                        label=named(t::view_down)
                        on_press=move || saved.shift(id, true)
                    />
                    {may_change
                        .then(|| {
                            view! {
                                <Button
                                    kind=ButtonKind::Ghost
                                    icon=Symbol::Pen
                                    label=named(t::view_edit_named)
                                    on_press=with_it(on_edit)
                                />
                                <Button
                                    kind=ButtonKind::Ghost
                                    icon=Symbol::Trash
                                    label=named(t::view_delete_named)
                                    on_press=with_it(on_delete)
                                />
                            }
                        })}
                </div>
            </li>
        }
    })
}

#[component]
fn DeleteDialog(open: RwSignal<bool>, view: RwSignal<Option<SavedView>>) -> impl IntoView {
    let (saved, reporter, task) = (use_views(), use_reporter(), Task::new());
    let name = move || view.with(|view| view.as_ref().map(|view| view.name.clone())).unwrap_or_default();
    let is_shared = move || view.with(|view| view.as_ref().is_some_and(|view| view.shared));
    let delete = move || {
        let Some(id) = view.with_untracked(|view| view.as_ref().map(|view| view.id)) else { return };
        task.run(async move {
            match use_api().delete_view(id).await {
                Ok(()) => {
                    open.set(false);
                    saved.reload();
                }
                Err(error) => reporter.failed(&error),
            }
        });
    };
    view! {
        <Dialog open=open title=t::view_delete close_label=t::common_close>
            <DialogForm open=open text=t::view_delete kind=ButtonKind::Danger busy=task.pending() on_submit=delete>
                <p>{dynamic(move || t::view_delete_question(name()))}</p>
                {dynamic(move || is_shared().then(|| view! { <p class="notice">{t::view_delete_shared}</p> }.into_any()))}
            </DialogForm>
        </Dialog>
    }
}
