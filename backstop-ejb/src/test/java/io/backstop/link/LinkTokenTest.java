package io.backstop.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.backstop.kernel.Surface;
import io.backstop.kernel.WorkspaceSlug;
import io.backstop.workspace.KeyRing;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinkTokenTest {

  private static final KeyRing KEYS = new KeyRing("AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");
  private static final String ALPHABET =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static LinkToken token(String workspace, Surface surface, String linkId) {
    return LinkToken.of(KEYS, new WorkspaceSlug(workspace), surface, linkId);
  }

  private static final String TEXT = token("acme", Surface.CANCEL, "1").reveal();

  @Test
  void aTokenIsFortyThreeCharactersThatAUrlTakesAsTheyAre() {
    assertThat(TEXT).matches("[A-Za-z0-9_-]{43}");
  }

  @Test
  void theSameLinkHasTheSameTokenAgain() {
    assertThat(token("acme", Surface.CANCEL, "1").reveal()).isEqualTo(TEXT);
  }

  @Test
  void tokensDifferByWorkspaceSurfaceLinkAndKey() {
    KeyRing other = new KeyRing("/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=");

    assertThat(
            List.of(
                TEXT,
                token("beta", Surface.CANCEL, "1").reveal(),
                token("acme", Surface.PORTAL, "1").reveal(),
                token("acme", Surface.CANCEL, "2").reveal(),
                LinkToken.of(other, new WorkspaceSlug("acme"), Surface.CANCEL, "1").reveal()))
        .doesNotHaveDuplicates();
  }

  @Test
  void whatIsRevealedIsReadAgain() {
    LinkToken read = LinkToken.parse(TEXT).orElseThrow();

    assertThat(read.reveal()).isEqualTo(TEXT);
    assertThat(read.digest()).isEqualTo(token("acme", Surface.CANCEL, "1").digest()).hasSize(32);
  }

  /** 43 characters hold 258 bits: of the last one, two must be zero. */
  @Test
  void onlyTheCanonicalTextOf256BitsIsRead() {
    List<Character> read = new ArrayList<>();
    for (char last : ALPHABET.toCharArray()) {
      if (LinkToken.parse(TEXT.substring(0, 42) + last).isPresent()) {
        read.add(last);
      }
    }

    assertThat(read)
        .containsExactly(
            'A', 'E', 'I', 'M', 'Q', 'U', 'Y', 'c', 'g', 'k', 'o', 's', 'w', '0', '4', '8');
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "A",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA ",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA\n",
        " AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAé",
        "../../../../etc/passwd",
        "' OR '1'='1"
      })
  void whatElseIsNotRead(String text) {
    assertThat(LinkToken.parse(text)).isEmpty();
  }

  @Test
  void itsTextTellsNothing() {
    assertThat(token("acme", Surface.CANCEL, "1").toString()).doesNotContain(TEXT);
  }
}
