//! `tongbiao index` on files.

mod ending;
mod naming;
mod page;
mod refusing;
mod using;

use crate::support;
