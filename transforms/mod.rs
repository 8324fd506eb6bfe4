//! Every transform, in the order in which their rewrites are tried.

pub mod await_sdk_call;
pub mod initialize_knex;
pub mod promisify_callback;
pub mod reopen_connection;
pub mod return_promise;

use crate::leak::Transform;

/// The list. A new transform is its folder, a `mod` line above, and a line here.
pub static ALL: &[&Transform] = &[
    // First, because what it rewrites are statements that others would only
    // see as calls with an unknown callback.
    &await_sdk_call::AWAIT_SDK_CALL,
    &promisify_callback::PROMISIFY_CALLBACK,
    // After those, which await what such functions start.
    &return_promise::RETURN_PROMISE,
    // What they find is no other transform's business: connections that outlive
    // the invocation.
    &initialize_knex::INITIALIZE_KNEX,
    &reopen_connection::REOPEN_CONNECTION,
];
