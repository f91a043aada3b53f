//! Spans of days.

use super::Date;
use crate::wire::record;

record! {
    /// 期间 · Period.
    ///
    /// 起止两天都计入；没有止期表示尚未结束或未知。
    /// Both days belong to it; without an end it goes on or its end is unknown.
    pub struct Period {
        required {}
        optional {
            /// 起始日期 · First day.
            public start: Date,
            /// 截止日期 · Last day.
            public end: Date,
        }
    }
}

impl Period {
    /// From one day to another, both included.
    pub fn between(start: Date, end: Date) -> Self {
        Self { start: Some(start), end: Some(end) }
    }

    /// Whether the first day is not after the last; nothing where one is absent.
    pub fn is_ordered(&self) -> Option<bool> {
        Some(self.start? <= self.end?)
    }

    /// Whether a day belongs to it; nothing where a bound that decides is absent.
    pub fn contains(&self, day: Date) -> Option<bool> {
        match (self.start.map(|start| start <= day), self.end.map(|end| day <= end)) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        }
    }
}
