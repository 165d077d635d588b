//! All kinds of trouble.

mod charging;
mod connector;
mod corporate;
mod field;
mod money;
mod product;

use super::topic::Topic;

/// What tickets are about.
pub const ALL: [&Topic; 22] = [
    &connector::LOCKED,
    &connector::FAULTED,
    &connector::OVERHEATED,
    &charging::OFFLINE,
    &charging::NOT_STARTING,
    &charging::SLOW,
    &money::REFUND,
    &money::DOUBLE_CHARGE,
    &money::TARIFF,
    &money::DOCUMENTS,
    &product::APP,
    &product::ROAMING,
    &product::WISH,
    &product::BUG,
    &field::DAMAGE,
    &field::INSTALLATION,
    &field::MAINTENANCE,
    &field::PLACE,
    &corporate::CARDS,
    &corporate::CONTRACT,
    &corporate::INTERNAL,
    &corporate::SPAM,
];
