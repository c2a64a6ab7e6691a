package io.backstop.it;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;

/** Makes tokens for the API as an identity provider would, without a library of ours. */
final class TokenIssuer {

  static final String NAME = "https://issuer.example";

  private static final ObjectMapper JSON = new ObjectMapper();

  private final KeyPair keys = keys();

  /** For {@code mp.jwt.verify.publickey}. */
  String publicKey() {
    return Base64.getEncoder().encodeToString(keys.getPublic().getEncoded());
  }

  /** Good for five minutes. */
  String token(String workspace, String group) {
    ObjectNode claims = claims(workspace, group);
    return signed(claims);
  }

  ObjectNode claims(String workspace, String group) {
    ObjectNode claims = JSON.createObjectNode();
    claims.put("iss", NAME).put("sub", "robot").put("workspace", workspace);
    claims.put("exp", Instant.now().getEpochSecond() + 300);
    claims.putArray("groups").add(group);
    return claims;
  }

  String signed(ObjectNode claims) {
    try {
      String head = base64("{\"alg\":\"RS256\",\"typ\":\"JWT\"}");
      String text = head + "." + base64(claims.toString());
      Signature signature = Signature.getInstance("SHA256withRSA");
      signature.initSign(keys.getPrivate());
      signature.update(text.getBytes(StandardCharsets.US_ASCII));
      return text + "." + base64(signature.sign());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  static String base64(String text) {
    return base64(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  private static KeyPair keys() {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(2_048);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
