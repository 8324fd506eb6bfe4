//! What code at some place of a made-up program may do. It makes nothing up.

use crate::program::Answering;

#[derive(Debug, Clone, Copy)]
pub struct Scope {
    pub answering: Answering,
    pub depth: usize,
    pub is_handler: bool,
    pub in_helper: bool,
    pub has_event: bool,
    pub can_await: bool,
    pub in_loop: bool,
    pub has_data: bool,
    pub has_error: bool,
}

impl Scope {
    pub fn of_handler(answering: Answering) -> Self {
        Self {
            answering,
            depth: 0,
            is_handler: true,
            in_helper: false,
            has_event: true,
            can_await: answering == Answering::Return,
            in_loop: false,
            has_data: false,
            has_error: false,
        }
    }

    pub fn of_helper(answering: Answering) -> Self {
        Self {
            is_handler: false,
            in_helper: true,
            has_event: false,
            depth: 1,
            ..Self::of_handler(answering)
        }
    }

    pub fn in_plain(self) -> Self {
        Self {
            can_await: false,
            depth: self.depth + 1,
            ..self
        }
    }

    pub fn in_async(self) -> Self {
        Self {
            can_await: true,
            depth: self.depth + 1,
            ..self
        }
    }

    pub fn in_callback(self, gives_data: bool) -> Self {
        Self {
            has_data: gives_data,
            ..self.in_plain()
        }
    }

    pub fn in_then(self) -> Self {
        self.in_callback(true)
    }

    pub fn in_loop(self) -> Self {
        Self { in_loop: true, ..self }
    }

    /// The result is not there, then.
    pub fn with_error(self) -> Self {
        Self {
            has_error: true,
            has_data: false,
            ..self
        }
    }
}
