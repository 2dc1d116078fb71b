//! Ports on loopback: a number, or none -> doors that are open, and whom they answer.
//!
//! Invariant: only this computer can come in, under a name that means this computer. A page of
//! somewhere else whose name has been made to lead here still asks by its own name, and is
//! refused (DNS rebinding).

use std::io;
use std::net::{Ipv4Addr, Ipv6Addr, SocketAddr, TcpListener};

use crate::diag::{Diagnostic, Result, say};

/// The port where none is named: in no list of well-known services (IANA, 2026).
const PORT: u16 = 4680;
/// How many ports are tried from there.
const TRIED: u16 = 20;

/// Open doors.
pub struct Doors {
    listeners: Vec<TcpListener>,
    port: u16,
}

impl Doors {
    /// Opens this port; 0 is any that is free, and without a number it is the usual one or the
    /// next that is free.
    ///
    /// # Errors
    /// It is taken, or the system has none.
    pub fn open(port: Option<u16>) -> Result<Self> {
        let ports = match port {
            Some(port) => port..=port,
            None => PORT..=PORT + TRIED,
        };
        let mut refused = None;
        for port in ports {
            match listeners(port).and_then(Self::new) {
                Ok(doors) => return Ok(doors),
                Err(error) => refused = Some((port, error)),
            }
        }
        let (port, error) = refused.unwrap_or((PORT, io::ErrorKind::AddrInUse.into()));
        let fault = match error.kind() {
            io::ErrorKind::AddrInUse => {
                let message = say!("port {port} is taken by another program");
                Diagnostic::error("serve/port", message)
                    .hint(say!("it may be another `vpsite serve`: look whether it still runs"))
                    .hint(say!(
                        "or choose another, as in `--port 4700`; `--port 0` takes any that is free"
                    ))
            }
            _ => Diagnostic::error("serve/port", say!("port {port} cannot be opened: {error}"))
                .hint(say!(
                    "choose another, as in `--port 4700`; `--port 0` takes any that is free"
                )),
        };
        Err(fault.into())
    }

    fn new(listeners: Vec<TcpListener>) -> io::Result<Self> {
        let port = match listeners.first() {
            Some(first) => first.local_addr()?.port(),
            None => 0,
        };
        Ok(Self { listeners, port })
    }

    pub(super) fn listeners(&self) -> &[TcpListener] {
        &self.listeners
    }

    /// The address of the first page.
    pub fn url(&self) -> String {
        format!("http://127.0.0.1:{}/", self.port)
    }

    /// Whether somebody who asks by this name means this computer.
    pub(super) fn answers(&self, host: &str) -> bool {
        let names = ["localhost", "127.0.0.1", "[::1]"];
        names.iter().any(|name| {
            let rest = host.get(..name.len()).filter(|start| start.eq_ignore_ascii_case(name));
            rest.is_some() && host[name.len()..] == format!(":{}", self.port)
        })
    }
}

/// Both loopbacks on one port; a computer may have no IPv6.
fn listeners(port: u16) -> io::Result<Vec<TcpListener>> {
    let first = TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))?;
    let chosen = first.local_addr()?.port();
    match TcpListener::bind(SocketAddr::from((Ipv6Addr::LOCALHOST, chosen))) {
        Ok(second) => Ok(vec![first, second]),
        // Who typed `localhost` would come to another program.
        Err(error) if error.kind() == io::ErrorKind::AddrInUse && port != 0 => Err(error),
        Err(_) => Ok(vec![first]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_names_of_this_computer_with_the_port_are_answered() {
        let doors = Doors { listeners: Vec::new(), port: 4680 };
        for host in ["localhost:4680", "LOCALHOST:4680", "127.0.0.1:4680", "[::1]:4680"] {
            assert!(doors.answers(host), "{host}");
        }
        let others = [
            "",
            "localhost",
            "127.0.0.1",
            "127.0.0.1:80",
            "localhost:46800",
            "localhost.example.nl:4680",
            "example.nl:4680",
            "127.0.0.1:4680.example.nl",
            "é127.0.0.1:4680",
            "user@localhost:4680",
        ];
        for host in others {
            assert!(!doors.answers(host), "{host}");
        }
    }
}
