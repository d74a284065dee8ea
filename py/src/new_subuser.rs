//! `sendgrid_accounts.NewSubuser`.

use pyo3::prelude::*;
use pyo3::types::{PyDict, PyTuple};
use sendgrid_accounts::subusers;

type Fields = subusers::NewSubuser;

use crate::arguments::{Argument, Str, StrList};

/// The fields without the password and their types, for pydantic.
const TYPES: [(&str, &str); 4] =
    [("username", "str"), ("email", "str"), ("ips", "strings?"), ("region", "str?")];

/// A new subuser for `subusers.create`, which checks the fields before it sends anything.
///
/// The password is write-only: no attribute, `repr()` or `to_dict()` has it. A pickle has it, since the
/// subuser could not be created without it: keep a pickle as secret as the password.
///
/// Args:
///     username: Username, 3 to 64 characters, unique among the accounts of all customers of SendGrid.
///     email: E-mail address, which must be in use.
///     password: Password. The server requires 16 to 128 characters with a letter and a digit.
///     ips: Your IP addresses to assign; default: the server decides. A subuser of the EU region takes
///         none of the global region.
///     region: Region of the subuser's data, `"global"` or `"eu"`, which never changes; default: that of
///         the server, which is global.
///
/// Raises:
///     TypeError: An argument is missing or has the wrong type.
///     InvalidInputError: A string is not valid Unicode; `field` names it.
#[pyclass(frozen, eq, module = "sendgrid_accounts")]
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct NewSubuser {
    pub(crate) subuser: Fields,
}

impl NewSubuser {
    fn with_password<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = self.to_dict(py)?;
        fields.set_item("password", self.subuser.password.expose())?;
        Ok(fields)
    }
}

#[pymethods]
impl NewSubuser {
    #[new]
    #[pyo3(signature = (*, username, email, password, ips=None, region=None))]
    fn new(
        py: Python<'_>,
        username: Str,
        email: Str,
        password: Str,
        ips: Option<StrList>,
        region: Option<Str>,
    ) -> PyResult<Self> {
        let subuser = Fields {
            username: username.get(py, "username")?,
            email: email.get(py, "email")?,
            password: password.get(py, "password")?.into(),
            ips: ips.get(py, "ips")?,
            region: region.get(py, "region")?.map(Into::into),
        };
        Ok(Self { subuser })
    }

    /// Username, 3 to 64 characters.
    #[getter]
    fn username(&self) -> &str {
        &self.subuser.username
    }

    /// E-mail address.
    #[getter]
    fn email(&self) -> &str {
        &self.subuser.email
    }

    /// Your IP addresses to assign; `None` if the server decides.
    #[getter]
    fn ips(&self) -> Option<Vec<String>> {
        self.subuser.ips.clone()
    }

    /// Region of the subuser's data.
    #[getter]
    fn region(&self) -> Option<&str> {
        self.subuser.region.as_ref().map(subusers::SubuserRegion::as_str)
    }

    /// Returns the fields without the password, as a dictionary that `json.dumps` accepts.
    fn to_dict<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyDict>> {
        let fields = PyDict::new(py);
        fields.set_item("username", self.username())?;
        fields.set_item("email", self.email())?;
        fields.set_item("ips", self.ips())?;
        fields.set_item("region", self.region())?;
        Ok(fields)
    }

    fn __repr__(&self, py: Python<'_>) -> PyResult<String> {
        let mut fields = Vec::new();
        for (name, value) in self.to_dict(py)? {
            fields.push(format!("{name}={}", value.repr()?));
        }
        fields.insert(2, "password=****".to_owned());
        Ok(format!("NewSubuser({})", fields.join(", ")))
    }

    /// Hash of the fields without the password.
    fn __hash__(&self, py: Python<'_>) -> PyResult<isize> {
        let ips = self.subuser.ips.as_ref().map(|ips| PyTuple::new(py, ips)).transpose()?;
        (self.username(), self.email(), ips, self.region()).into_pyobject(py)?.hash()
    }

    fn __reduce__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyTuple>> {
        let rebuild = py.import("sendgrid_accounts._models")?.getattr("rebuild_by_name")?;
        (rebuild, (py.get_type::<Self>(), self.with_password(py)?)).into_pyobject(py)
    }

    #[pyo3(signature = (**changes))]
    fn __replace__<'py>(
        &self,
        py: Python<'py>,
        changes: Option<&Bound<'py, PyDict>>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let fields = self.with_password(py)?;
        if let Some(changes) = changes {
            fields.update(changes.as_mapping())?;
        }
        py.get_type::<Self>().call((), Some(&fields))
    }

    #[staticmethod]
    #[pyo3(signature = (source, handler, /))]
    fn __get_pydantic_core_schema__<'py>(
        source: &Bound<'py, PyAny>,
        handler: &Bound<'py, PyAny>,
    ) -> PyResult<Bound<'py, PyAny>> {
        let _ = handler;
        let py = source.py();
        let types = PyDict::new(py);
        for (name, kind) in TYPES {
            types.set_item(name, kind)?;
        }
        let schema = py.import("sendgrid_accounts._pydantic")?.getattr("input_schema")?;
        schema.call1((py.get_type::<Self>(), types, "password"))
    }
}
