package io.backstop.it;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicLong;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/** People who can sign in to a merchant's workspace, put straight into the database. */
final class Staff {

  static final String PASSWORD = "four words in a row";

  private static final AtomicLong NUMBER = new AtomicLong(System.nanoTime());
  private static final String HASH = hash();

  private final Stage stage;

  Staff(Stage stage) {
    this.stage = stage;
  }

  /** Somebody new who sits in that workspace; his mail address. */
  String hire(String workspace, String role) {
    String name = "n" + NUMBER.incrementAndGet();
    String mail = name + "@" + workspace + ".example";
    execute(
        "INSERT INTO member (member_id, mail, password, created_at) VALUES (?, ?, ?, now())",
        "mem_" + name,
        mail,
        HASH);
    execute(
        "INSERT INTO member_seat (workspace_id, member_id, role, since) VALUES (?, ?, ?, now())",
        workspace,
        "mem_" + name,
        role);
    return mail;
  }

  /** A session of somebody's, as if he had signed in; the value of its cookie. */
  String signIn(String mail) {
    String value = "value-" + NUMBER.incrementAndGet();
    try (Connection connection = stage.database();
        PreparedStatement statement =
            connection.prepareStatement(
                "INSERT INTO member_session (digest, session_id, member_id, created_at, seen_at,"
                    + " confirmed_at, address, agent)"
                    + " SELECT ?, ?, member_id, now(), now(), now(), '127.0.0.1', ''"
                    + " FROM member WHERE mail = ?")) {
      statement.setBytes(
          1, MessageDigest.getInstance("SHA-256").digest(value.getBytes(StandardCharsets.UTF_8)));
      statement.setString(2, "ses_" + value);
      statement.setString(3, mail);
      statement.executeUpdate();
      return value;
    } catch (SQLException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Everything in that workspace that the dashboard can change, as one text. */
  String everythingOf(String workspace) {
    return text(
        """
        SELECT concat(
          (SELECT string_agg(s::text, ' ' ORDER BY s::text) FROM workspace_setting s
            WHERE workspace_id = w),
          (SELECT string_agg(s::text, ' ' ORDER BY s::text) FROM member_seat s
            WHERE workspace_id = w),
          (SELECT string_agg(i::text, ' ' ORDER BY i::text) FROM member_invitation i
            WHERE workspace_id = w),
          (SELECT count(*) FROM audit_entry WHERE workspace_id = w))
        FROM (VALUES (?)) AS asked (w)""",
        workspace);
  }

  String text(String query, String... values) {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(query)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      try (ResultSet row = statement.executeQuery()) {
        return row.next() ? row.getString(1) : "";
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void execute(String sql, String... values) {
    try (Connection connection = stage.database();
        PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String hash() {
    byte[] salt = new byte[16];
    Base64.Encoder base64 = Base64.getEncoder();
    try {
      byte[] hash =
          SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
              .generateSecret(new PBEKeySpec(PASSWORD.toCharArray(), salt, 600_000, 256))
              .getEncoded();
      return "PBKDF2WithHmacSHA256:600000:"
          + base64.encodeToString(salt)
          + ":"
          + base64.encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
