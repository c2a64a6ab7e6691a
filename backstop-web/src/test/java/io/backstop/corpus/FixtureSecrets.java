package io.backstop.corpus;

import java.util.Map;

/**
 * The embed secrets of the corpus's workspaces, by the names that its lines use. Test data only.
 */
public final class FixtureSecrets {

  public static final Map<String, String> ALL =
      Map.of(
          "acme.current", "bs_corpus_0b6d8f0a4c2e11aa55f3c9d27e81b640a7d35c9f1e2b4d68",
          "acme.previous", "bs_corpus_51c7a9e3d20f4b86972ad1e0c8b35f7496e2d10a8c7b5f43",
          "acme.retired", "bs_corpus_9f24b6d8015ac37e8e6f20d4b1a9735cc0d8e7f6a5b49382",
          "beta.current", "bs_corpus_7e3a1c5d9b08f264d0c2e4a6881357bdf19a2b3c4d5e6f70",
          "rollout.current", "bs_corpus_2468ace013579bdf8d6b4f2097a5c3e1f0e1d2c3b4a59687",
          "rollout-expired.current", "bs_corpus_c4d5e6f708192a3b4c5d6e7f8091a2b3c4d5e6f7081928374",
          "suspended.current", "bs_corpus_ab12cd34ef56ab78cd90ef12ab34cd56ef78ab90cd12ef34");

  private FixtureSecrets() {}
}
