//! All kinds of trouble.

mod app;
mod charging;
mod connector;
mod corporate;
mod field;
mod office;
mod offline;
mod product;
mod refunds;
mod site;
mod tariffs;

use super::topic::Topic;

/// What tickets are about.
pub const ALL: [&Topic; 22] = [
    &connector::LOCKED,
    &connector::FAULTED,
    &connector::OVERHEATED,
    &offline::OFFLINE,
    &charging::NOT_STARTING,
    &charging::SLOW,
    &refunds::REFUND,
    &refunds::DOUBLE_CHARGE,
    &tariffs::TARIFF,
    &tariffs::DOCUMENTS,
    &app::APP,
    &app::BUG,
    &product::ROAMING,
    &product::WISH,
    &field::DAMAGE,
    &field::MAINTENANCE,
    &site::INSTALLATION,
    &site::PLACE,
    &corporate::CARDS,
    &corporate::CONTRACT,
    &office::INTERNAL,
    &office::SPAM,
];
