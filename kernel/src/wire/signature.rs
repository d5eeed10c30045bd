//! Signing and verifying messages.

use bytes::Bytes;
use hmac::{Hmac, Mac};
use sha2::Sha256;

/// The only scheme in use among Jupyter clients.
const SCHEME: &str = "hmac-sha256";

/// A signature scheme that the kernel does not know.
#[derive(Debug, thiserror::Error)]
#[error("signature_scheme {0:?} is not supported, only {SCHEME:?} is")]
pub struct SchemeError(String);

/// Signs messages with the key of the connection file.
///
/// A signature proves that the sender has the key, not that the message is new: replays are not
/// detected, as the sockets are either local or tunnelled.
///
/// <https://jupyter-client.readthedocs.io/en/stable/messaging.html#the-wire-protocol>
#[derive(Clone)]
pub struct Signer {
    /// `None` switches signing and verification off.
    mac: Option<Hmac<Sha256>>,
}

impl Signer {
    /// A signer for a connection file's key; an empty key means no signatures.
    ///
    /// # Errors
    /// When the scheme is not `hmac-sha256` and the key is not empty.
    pub fn new(scheme: &str, key: &str) -> Result<Self, SchemeError> {
        if key.is_empty() {
            return Ok(Self { mac: None });
        }
        if scheme != SCHEME {
            return Err(SchemeError(scheme.to_owned()));
        }
        let mac = Hmac::new_from_slice(key.as_bytes()).expect("HMAC takes keys of any length");
        Ok(Self { mac: Some(mac) })
    }

    /// The signature of the four frames header, parent header, metadata and content.
    pub fn sign(&self, frames: &[Bytes]) -> String {
        self.over(frames).map_or_else(String::new, |mac| hex::encode(mac.finalize().into_bytes()))
    }

    /// Whether the signature fits the four frames, compared in constant time.
    pub fn verify(&self, frames: &[Bytes], signature: &[u8]) -> bool {
        let Some(mac) = self.over(frames) else { return true };
        hex::decode(signature).is_ok_and(|signature| mac.verify_slice(&signature).is_ok())
    }

    fn over(&self, frames: &[Bytes]) -> Option<Hmac<Sha256>> {
        let mut mac = self.mac.clone()?;
        frames.iter().for_each(|frame| mac.update(frame));
        Some(mac)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frames() -> Vec<Bytes> {
        ["{\"a\":1}", "{}", "{}", "{\"code\":\"1\"}"].map(Bytes::from).to_vec()
    }

    #[test]
    fn signatures_equal_those_of_python() {
        // hmac.new(b"key", b'{"a":1}{}{}{"code":"1"}', "sha256").hexdigest()
        let signer = Signer::new("hmac-sha256", "key").unwrap();
        let signature = signer.sign(&frames());
        assert_eq!(signature, "525d0c20431832a53c4a71c4f383df2b62c48584edd4491c14d751fb45b8f847");
        assert!(signer.verify(&frames(), signature.as_bytes()));
    }

    #[test]
    fn a_changed_frame_or_signature_is_noticed() {
        let signer = Signer::new("hmac-sha256", "key").unwrap();
        let signature = signer.sign(&frames());
        let mut changed = frames();
        changed[3] = Bytes::from("{\"code\":\"2\"}");
        assert!(!signer.verify(&changed, signature.as_bytes()));
        assert!(!signer.verify(&frames(), &signature.as_bytes()[1..]));
        assert!(!signer.verify(&frames(), b"no hex"));
        assert!(!signer.verify(&frames(), b""));
    }

    #[test]
    fn an_empty_key_switches_signing_off() {
        let signer = Signer::new("", "").unwrap();
        assert_eq!(signer.sign(&frames()), "");
        assert!(signer.verify(&frames(), b"anything"));
    }

    #[test]
    fn unknown_schemes_are_refused() {
        let error = Signer::new("hmac-md5", "key").err().unwrap();
        assert_eq!(
            error.to_string(),
            "signature_scheme \"hmac-md5\" is not supported, only \"hmac-sha256\" is"
        );
    }
}
