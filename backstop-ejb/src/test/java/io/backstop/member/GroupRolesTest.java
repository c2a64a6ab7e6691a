package io.backstop.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class GroupRolesTest {

  @Test
  void theHighestOfSeveralRolesCounts() {
    GroupRoles roles = GroupRoles.read("support=viewer; ops = admin ;dev=editor");

    assertThat(roles.of(Set.of("dev", "ops", "support"))).contains(Role.ADMIN);
    assertThat(roles.of(Set.of("support"))).contains(Role.VIEWER);
    assertThat(roles.of(Set.of("Support"))).isEmpty();
    assertThat(roles.of(Set.of())).isEmpty();
  }

  @Test
  void aGroupMayHaveCommasAndEqualsSignsInItsName() {
    assertThat(GroupRoles.read("cn=ops,ou=staff=owner").of(Set.of("cn=ops,ou=staff")))
        .contains(Role.OWNER);
  }

  @Test
  void theStarIsForMembersOnlyAndIsNoGroupsName() {
    GroupRoles roles = GroupRoles.read("*=viewer;ops=admin");

    assertThat(roles.of(Set.of("*"))).isEmpty();
    assertThat(roles.ofMember(Set.of())).contains(Role.VIEWER);
    assertThat(roles.ofMember(Set.of("ops"))).contains(Role.ADMIN);
  }

  @Test
  void whatCannotBeReadGivesNobodyAnything() {
    for (String wrong : new String[] {"", ";;", "ops", "=admin", "ops=", "ops=root", "ops=ADMIN"}) {
      assertThat(GroupRoles.read(wrong).ofMember(Set.of("ops", ""))).as(wrong).isEmpty();
    }
  }
}
