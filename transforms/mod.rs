//! Every transform, in the order in which their rewrites are tried.

pub mod async_handler;
pub mod await_each;
pub mod await_event;
pub mod await_promise;
pub mod await_sdk_call;
pub mod await_timer;
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
    // After those that make promises of callbacks; lists first, whose items are promises.
    &await_each::AWAIT_EACH,
    &await_promise::AWAIT_PROMISE,
    // After the calls whose callbacks they stand in.
    &await_timer::AWAIT_TIMER,
    // After the callbacks: what is done in one is looked at once that is straight code.
    &await_event::AWAIT_EVENT,
    // After those, which await what such functions start.
    &return_promise::RETURN_PROMISE,
    // When all that a handler starts is awaited, what it answers is left.
    &async_handler::ASYNC_HANDLER,
    // What they find is no other transform's business: connections that outlive
    // the invocation.
    &initialize_knex::INITIALIZE_KNEX,
    &reopen_connection::REOPEN_CONNECTION,
];
