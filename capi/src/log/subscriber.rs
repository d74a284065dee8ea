//! The `tracing` subscriber of the core's events.

use std::sync::{Arc, Weak};

use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record as SpanRecord};
use tracing::subscriber::Interest;
use tracing::{Event, Level, Metadata, Subscriber};

use crate::log::logger::Logger;
use crate::log::record::{Record, TARGET};
use crate::types::log::sga_log_level;

/// Receives the events of the core, not those of its dependencies.
pub(super) struct CoreEvents {
    logger: Weak<Logger>,
    max_level: LevelFilter,
}

impl CoreEvents {
    pub(super) fn new(logger: &Arc<Logger>, max_level: sga_log_level) -> Self {
        let max_level = match max_level {
            sga_log_level::SGA_LOG_ERROR => LevelFilter::ERROR,
            sga_log_level::SGA_LOG_WARN => LevelFilter::WARN,
            sga_log_level::SGA_LOG_INFO => LevelFilter::INFO,
            sga_log_level::SGA_LOG_DEBUG => LevelFilter::DEBUG,
        };
        Self { logger: Arc::downgrade(logger), max_level }
    }
}

impl Subscriber for CoreEvents {
    fn register_callsite(&self, metadata: &'static Metadata<'static>) -> Interest {
        // Whether events are collected differs from call to call.
        if self.enabled(metadata) { Interest::sometimes() } else { Interest::never() }
    }

    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target() == TARGET && *metadata.level() <= self.max_level
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(self.max_level)
    }

    fn event(&self, event: &Event<'_>) {
        let Some(logger) = self.logger.upgrade() else { return };
        let level = level(*event.metadata().level());
        let mut record = Record { level, operation: None, message: String::new(), fields: vec![] };
        event.record(&mut record);
        if let Some(delivery) = logger.delivery() {
            delivery.deliver(record);
        }
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &SpanRecord<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

fn level(level: Level) -> sga_log_level {
    match level {
        Level::ERROR => sga_log_level::SGA_LOG_ERROR,
        Level::WARN => sga_log_level::SGA_LOG_WARN,
        Level::INFO => sga_log_level::SGA_LOG_INFO,
        Level::DEBUG | Level::TRACE => sga_log_level::SGA_LOG_DEBUG,
    }
}
