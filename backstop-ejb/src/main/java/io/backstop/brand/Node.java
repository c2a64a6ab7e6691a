package io.backstop.brand;

import java.util.List;

/**
 * A component value: a token alone, or a function or block with what it encloses.
 *
 * @param inner empty for a token alone
 */
record Node(Token token, List<Node> inner) {

  boolean is(Token.Kind kind) {
    return token.kind() == kind;
  }

  boolean isSpace() {
    return token.kind() == Token.Kind.SPACE;
  }

  boolean isSign(String sign) {
    return token.isSign(sign);
  }

  /** Of a block of braces: whether it is one. */
  boolean isBlock() {
    return token.isSign("{");
  }
}
