//! Every transform, in the order in which their rewrites are tried.

pub mod await_event;
pub mod await_sdk_call;
pub mod initialize_knex;
pub mod promisify_callback;
pub mod reopen_connection;

use crate::leak::Transform;

/// The list. A new transform is its folder, a `mod` line above, and a line here.
pub static ALL: &[&Transform] = &[
    // First, because what it rewrites are statements that others would only
    // see as calls with an unknown callback.
    &await_sdk_call::AWAIT_SDK_CALL,
    &promisify_callback::PROMISIFY_CALLBACK,
    // After the callbacks: what is done in one is looked at once that is straight code.
    &await_event::AWAIT_EVENT,
    // What they find is no other transform's business: connections that outlive
    // the invocation.
    &initialize_knex::INITIALIZE_KNEX,
    &reopen_connection::REOPEN_CONNECTION,
];
