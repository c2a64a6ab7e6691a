package io.backstop.demo.shop;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The people who may be signed in. The ids are those of the sandbox's fixtures. */
enum Customer {
  ADA("Ada Lovelace", new Account("Pro, monthly", "$49 a month", "Active", "", "Visa ending 4242")),
  GRACE(
      "Grace Hopper",
      new Account("Pro, monthly", "$49 a month", "Past due", "", "Visa ending 0341")),
  LINUS(
      "Linus Pauling",
      new Account("Pro, yearly", "Billed once a year", "Active", "", "Mastercard ending 4444")),
  NEW("Nellie Bly", new Account("Pro, monthly", "$49 a month", "Trial", "", "Visa ending 4242"));

  private final String displayName;
  private final Account asSignedUp;

  Customer(String displayName, Account asSignedUp) {
    this.displayName = displayName;
    this.asSignedUp = asSignedUp;
  }

  /** The customer of {@code ?as=}; empty for anybody else. */
  static Optional<Customer> of(String key) {
    return Arrays.stream(values()).filter(customer -> customer.key().equals(key)).findFirst();
  }

  String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  String displayName() {
    return displayName;
  }

  String customerId() {
    return "cus_demo_" + key();
  }

  String subscriptionId() {
    return "sub_demo_" + key();
  }

  /** What the page shows where Stripe cannot be asked. */
  Account asSignedUp() {
    return asSignedUp;
  }
}
