//! Files: choosing and uploading them, showing and downloading them.

use domain::AttachmentId;
use domain::attachments::{AttachmentView, MAX_BYTES};
use domain::tickets::fields::ATTACHMENTS_MAX;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Blob, File, FileList, HtmlAnchorElement, HtmlElement, Url};

use crate::api::{download, upload};
use crate::format::file_size;
use crate::i18n::t;
use crate::reactive::RwSignal;
use crate::shell::{Reporter, use_reporter};
use crate::task::spawn;
use crate::ui::{Button, ButtonKind, Icon, Item, Symbol, dynamic, each, find, next_id, views};

#[derive(Clone, PartialEq)]
struct Waiting {
    key: u32,
    name: String,
    size: i64,
    /// `None` while it is being uploaded.
    id: Option<AttachmentId>,
}

/// Files that are uploaded before they are sent with a ticket or comment.
#[derive(Clone, Copy)]
pub(super) struct Uploads {
    items: RwSignal<Vec<Waiting>>,
    next: StoredValue<u32>,
    reporter: Reporter,
}

impl Uploads {
    /// No files.
    pub(super) fn new() -> Self {
        Self { items: RwSignal::new(Vec::new()), next: StoredValue::new(0), reporter: use_reporter() }
    }

    /// Starts uploading all files that are allowed.
    pub(super) fn add(self, files: &FileList) {
        for file in (0..files.length()).filter_map(|index| files.get(index)) {
            self.add_one(file);
        }
    }

    fn add_one(self, file: File) {
        if self.items.with_untracked(Vec::len) >= ATTACHMENTS_MAX {
            self.reporter.failed_with(untrack(|| t::files_too_many(ATTACHMENTS_MAX as i64)));
            return;
        }
        #[expect(clippy::cast_precision_loss, reason = "25 MiB fit exactly")]
        if file.size() > MAX_BYTES as f64 {
            let limit = untrack(|| file_size(MAX_BYTES.cast_signed()));
            self.reporter.failed_with(untrack(|| t::files_too_large(file.name(), limit)));
            return;
        }
        let key = self.next.get_value();
        self.next.set_value(key + 1);
        #[expect(clippy::cast_possible_truncation, reason = "at most 25 MiB")]
        let size = file.size() as i64;
        self.items.update(|items| items.push(Waiting { key, name: file.name(), size, id: None }));
        spawn(async move {
            match upload(file).await {
                Ok(uploaded) => {
                    self.items.update(|items| {
                        for item in items.iter_mut().filter(|item| item.key == key) {
                            item.id = Some(uploaded.id);
                        }
                    });
                }
                Err(error) => {
                    self.remove(key);
                    self.reporter.failed(&error);
                }
            }
        });
    }

    fn remove(self, key: u32) {
        self.items.update(|items| items.retain(|item| item.key != key));
    }

    /// Forgets all files after they were sent.
    pub(super) fn clear(self) {
        self.items.set(Vec::new());
    }

    /// The files that are on the server.
    pub(super) fn ids(self) -> Vec<AttachmentId> {
        self.items.with(|items| items.iter().filter_map(|item| item.id).collect())
    }

    /// Whether a file is still on its way.
    pub(super) fn is_busy(self) -> bool {
        self.items.with(|items| items.iter().any(|item| item.id.is_none()))
    }
}

/// Opens the file chooser.
#[component]
pub(super) fn AttachButton(
    uploads: Uploads,
    /// The text of the button; without it only its icon is shown.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let id = next_id("files");
    let chooser = id.clone();
    let choose = move || {
        if let Some(input) = find::<HtmlElement>(&chooser) {
            input.click();
        }
    };
    let button = match children {
        Some(text) => view! { <Button icon=Symbol::Clip on_press=choose>{text()}</Button> }.into_any(),
        None => {
            view! { <Button kind=ButtonKind::Ghost icon=Symbol::Clip label=t::files_add on_press=choose /> }
                .into_any()
        }
    };
    view! {
        {button}
        <input
            prop:id=id
            prop:type="file"
            prop:multiple=true
            prop:hidden=true
            prop:ariaLabel=t::files_add
            on:change:target=move |event| {
                let input = event.target();
                if let Some(files) = input.files() {
                    uploads.add(&files);
                }
                input.set_value("");
            }
        />
    }
}

/// The files that will be sent.
#[component]
pub(super) fn UploadList(uploads: Uploads) -> impl IntoView {
    view! {
        <ul class="files" prop:hidden=move || uploads.items.with(Vec::is_empty)>
            {each(move || uploads.items.get().into_iter().map(|file| waiting_row(uploads, file)).collect())}
        </ul>
    }
}

fn waiting_row(uploads: Uploads, file: Waiting) -> Item {
    let Waiting { key, name, size, id } = file;
    let shown = name.clone();
    let state = move || if id.is_some() { file_size(size) } else { t::files_uploading().to_owned() };
    Item::new(format!("{key}/{}", id.is_some()), move || {
        view! {
            <li class="file" prop:ariaBusy=id.is_none().then_some("true")>
                <Icon symbol=Symbol::Clip />
                <span>{shown}</span>
                <small>{dynamic(state)}</small>
                <button
                    prop:type="button"
                    class="file-remove"
                    prop:ariaLabel=move || t::files_remove(&name)
                    on:click=move |_| uploads.remove(key)
                >
                    <Icon symbol=Symbol::Close />
                </button>
            </li>
        }
    })
}

/// Files that can be downloaded.
#[component]
pub(super) fn Files(files: Vec<AttachmentView>) -> impl IntoView {
    let reporter = use_reporter();
    (!files.is_empty()).then(move || {
        let items = files.into_iter().map(|file| {
            let (id, name, size) = (file.id, file.file_name.clone(), file.size);
            let download = move |_| {
                let name = name.clone();
                spawn(async move {
                    match download(id).await {
                        Ok(content) => save(&content, &name),
                        Err(error) => reporter.failed(&error),
                    }
                });
            };
            view! {
                <li>
                    <button prop:type="button" class="file" prop:title=t::files_download on:click=download>
                        <Icon symbol=Symbol::Clip />
                        <span>{file.file_name}</span>
                        <small>{dynamic(move || file_size(size))}</small>
                    </button>
                </li>
            }
        });
        view! { <ul class="files" prop:ariaLabel=t::files_label>{views(items)}</ul> }
    })
}

/// Hands a file to the browser; the address of the API cannot be linked because it needs the access token.
pub(super) fn save(content: &Blob, name: &str) {
    let Ok(address) = Url::create_object_url_with_blob(content) else { return };
    if let Some(link) =
        document().create_element("a").ok().and_then(|link| link.dyn_into::<HtmlAnchorElement>().ok())
    {
        link.set_href(&address);
        link.set_download(name);
        link.click();
    }
    set_timeout(move || drop(Url::revoke_object_url(&address)), std::time::Duration::from_secs(60));
}
