//! Components from outside: screened, compiled apart, remembered under a seal.

mod apart;
pub(crate) mod bombs;
mod cache;
mod entries;
mod made;

use crate::corpus::bombs::COMPILED;
use crate::corpus::generated::{self, component};
