package io.backstop.member;

import java.time.Instant;

/** Somebody who has a seat in a workspace. */
public record Teammate(Member member, Role role, Instant since) {}
