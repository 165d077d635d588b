//! `GET /events`: server-sent events with resume.

use std::sync::Arc;
use std::time::Duration;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, get, web};
use domain::live::{Broadcast, LiveData, LiveKind, messages};
use domain::{Actor, EventId};
use futures_util::stream;
use tokio::sync::{broadcast, mpsc};
use utoipa_actix_web::service_config::ServiceConfig;

use super::feed::{BATCH, Told};
use super::repo;
use crate::auth::{self, CurrentUser};
use crate::error::ApiResult;
use crate::presence;
use crate::state::AppState;

const HEARTBEAT: Duration = Duration::from_secs(15);
/// Chunks that wait for a slow connection.
const QUEUE: usize = 64;

/// Registers the operations of this slice.
pub fn configure(config: &mut ServiceConfig<'_>) {
    config.service(stream_events);
}

/// Live events
///
/// Server-sent events (`text/event-stream`): `ticket.created`, `ticket.changed`, `ticket.gone`, `comment.created`,
/// `notification.created`, `counters.changed`; `data` is `{"ticket_id": 42}`. Authors of jobs get `bulk.progress` with
/// `{"job": 17, "state": "running", "done": 50, "refused": 1, "total": 120}`, whoever is at a ticket gets
/// `presence.changed` with who else is there; both without an id. Send `Last-Event-ID` to get what was missed. A comment line comes every 15 seconds. The stream ends when the caller's rights change; connect again.
#[utoipa::path(tag = "live", security(("bearer" = [])),
    params(("Last-Event-ID" = Option<i64>, Header, description = "Position of the last event that was received")),
    responses((status = 200, content_type = "text/event-stream", body = String, description = "The stream")))]
#[get("/events")]
async fn stream_events(
    state: web::Data<AppState>,
    user: CurrentUser,
    http: HttpRequest,
) -> ApiResult<HttpResponse> {
    // Subscribed before the position is read: what comes in between is in both, and sent once.
    let receiver = state.feed.subscribe();
    let newest = repo::last_position(state.read()).await?;
    // A position that this log has not reached comes from another one, for example from before a restored backup.
    let position = last_event_id(&http).map_or(newest, |id| id.min(newest));
    let (sender, chunks) = mpsc::channel(QUEUE);
    let subscriber = Subscriber { state: state.get_ref().clone(), user, position, sender };
    tokio::spawn(subscriber.run(receiver));
    let body = stream::unfold(chunks, |mut chunks| async move {
        let chunk: web::Bytes = chunks.recv().await?;
        Some((Ok::<_, actix_web::Error>(chunk), chunks))
    });
    Ok(HttpResponse::Ok()
        .content_type("text/event-stream")
        .insert_header((header::CACHE_CONTROL, "no-store"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(body))
}

fn last_event_id(http: &HttpRequest) -> Option<EventId> {
    let value = http.headers().get("last-event-id")?;
    value.to_str().ok()?.trim().parse().ok()
}

struct Subscriber {
    state: AppState,
    user: CurrentUser,
    position: EventId,
    sender: mpsc::Sender<web::Bytes>,
}

/// The connection is gone, or may not go on.
struct Ended;

impl Subscriber {
    async fn run(mut self, receiver: broadcast::Receiver<Arc<Broadcast>>) {
        self.state.metrics.subscribers.inc();
        // `Ended` is the only way out and says everything.
        let _ = self.follow(receiver).await;
        self.state.metrics.subscribers.dec();
    }

    async fn follow(&mut self, mut receiver: broadcast::Receiver<Arc<Broadcast>>) -> Result<(), Ended> {
        let mut people = self.state.feed.people();
        let mut besides = self.state.feed.besides();
        let mut heartbeat = tokio::time::interval(HEARTBEAT);
        let position = self.position;
        self.send(format!(": connected\nid: {position}\n\n")).await?;
        self.replay().await?;
        loop {
            tokio::select! {
                event = receiver.recv() => match event {
                    Ok(event) => self.tell(&event).await?,
                    Err(broadcast::error::RecvError::Lagged(_)) => self.replay().await?,
                    Err(broadcast::error::RecvError::Closed) => return Err(Ended),
                },
                told = besides.recv() => if let Ok(told) = told {
                    self.tell_besides(&told).await?;
                },
                _ = people.changed() => self.still_allowed().await?,
                _ = heartbeat.tick() => {
                    self.still_allowed().await?;
                    self.send(": alive\n\n".to_owned()).await?;
                }
                () = self.sender.closed() => return Err(Ended),
            }
        }
    }

    /// Sends everything after the position from the database.
    async fn replay(&mut self) -> Result<(), Ended> {
        loop {
            let batch = repo::after(self.state.read(), self.position, BATCH).await.map_err(|_| Ended)?;
            if batch.is_empty() {
                return Ok(());
            }
            for event in &batch {
                self.tell(event).await?;
            }
        }
    }

    async fn tell(&mut self, event: &Broadcast) -> Result<(), Ended> {
        if event.id <= self.position {
            return Ok(());
        }
        self.position = event.id;
        let actor: Actor = self.user.actor();
        let kinds = messages(&actor, event);
        if kinds.is_empty() {
            return Ok(());
        }
        if kinds.contains(&LiveKind::TicketGone) {
            presence::service::lose(&self.state, self.user, event.ticket_id);
        }
        self.send(kinds.into_iter().map(|kind| format_event(kind, event)).collect()).await
    }

    /// Without an id: what was missed is not sent again.
    async fn tell_besides(&self, told: &Told) -> Result<(), Ended> {
        let me = self.user.id;
        let (kind, data) = match told {
            Told::Progress { to, progress } if *to == me => {
                (LiveKind::BulkProgress, serde_json::to_string(progress))
            }
            Told::Presence(sign) if sign.id != me => {
                match presence::service::seen(&self.state, self.user, sign.ticket_id).await {
                    Some(view) => (LiveKind::PresenceChanged, serde_json::to_string(&view)),
                    None => return Ok(()),
                }
            }
            Told::Progress { .. } | Told::Presence(_) => return Ok(()),
        };
        let data = data.unwrap_or_default();
        self.send(format!("event: {}\ndata: {data}\n\n", kind.as_str())).await
    }

    /// Ends the stream when the person was deactivated, logged out, moved or got another role.
    async fn still_allowed(&self) -> Result<(), Ended> {
        let now = auth::repo::current_user(self.state.read(), self.user.session_id, self.user.id).await;
        match now {
            Ok(Some(user)) if user.actor() == self.user.actor() => Ok(()),
            Ok(_) => Err(Ended),
            // The database is away for a moment: the next heartbeat asks again.
            Err(_) => Ok(()),
        }
    }

    async fn send(&self, text: String) -> Result<(), Ended> {
        self.sender.send(web::Bytes::from(text)).await.map_err(|_| Ended)
    }
}

fn format_event(kind: LiveKind, event: &Broadcast) -> String {
    let data = LiveData { ticket_id: event.ticket_id };
    let data = serde_json::to_string(&data).unwrap_or_default();
    format!("id: {}\nevent: {}\ndata: {data}\n\n", event.id, kind.as_str())
}
