//! The paths of the customers API: an endpoint in two dialects and two formats.

use crate::response;

/// The family of endpoints.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Dialect {
    /// The later edition, `/apiv2/reseller.*`.
    Reseller,
    /// The older edition, `/api/distributor.*`.
    Distributor,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    Json,
    Xml,
}

/// The parts of a path.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CustomerPath {
    pub(super) endpoint: &'static str,
    pub(crate) dialect: Dialect,
    pub(crate) format: Format,
}

const DIALECTS: [(&str, Dialect); 2] =
    [("/apiv2/reseller.", Dialect::Reseller), ("/api/distributor.", Dialect::Distributor)];
const FORMATS: [(&str, Format); 2] = [("json", Format::Json), ("xml", Format::Xml)];

impl CustomerPath {
    /// The content type of the responses.
    pub(crate) fn content_type(self) -> &'static str {
        match self.format {
            Format::Json => response::JSON,
            Format::Xml => response::XML,
        }
    }
}

/// The paths of an endpoint.
pub(super) fn of_endpoint(endpoint: &'static str) -> impl Iterator<Item = (String, CustomerPath)> {
    DIALECTS.into_iter().flat_map(move |(base, dialect)| {
        FORMATS.into_iter().map(move |(extension, format)| {
            (format!("{base}{endpoint}.{extension}"), CustomerPath { endpoint, dialect, format })
        })
    })
}
