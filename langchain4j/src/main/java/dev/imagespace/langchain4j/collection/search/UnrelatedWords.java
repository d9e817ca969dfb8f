package dev.imagespace.langchain4j.collection.search;

import java.util.List;

/** What people might look for in a collection that has nothing of it. */
final class UnrelatedWords {
  static final List<String> LIST =
      List.of(
          "a tax form", "the sound of rain", "quarterly results", "an idea", "yesterday",
          "a bus ticket from Lisbon", "photosynthesis", "the smell of bread", "a legal notice",
          "patience", "a wiring diagram", "a chess opening", "an x-ray of a knee", "inflation",
          "a satellite in orbit", "a train timetable", "an empty corridor", "a microscope slide",
          "loneliness", "a parking meter", "a weather map", "the colour of silence", "a bar code",
          "a plate of oysters", "a sand dune at night", "a wedding invitation", "grammar",
          "an underwater cave", "a boxing match", "a passport photo", "a crowded market",
          "a swimming pool", "the inside of a piano", "a hospital bed", "a coral reef",
          "a snowplough", "a bridge in fog", "a circuit board", "a football stadium", "a lighthouse",
          "a bowl of soup", "a laboratory", "a bookshelf", "a mountain road", "a soldier",
          "a baby asleep", "a fire engine", "a wine glass", "a laptop on a desk", "a rainbow",
          "a leather sofa", "a running shoe", "a newspaper page", "a street at night", "a windmill",
          "a helicopter", "a garden hose", "a necktie", "a vending machine", "a ferry",
          "a graveyard", "a tractor", "an escalator", "a ski lift");

  private UnrelatedWords() {}
}
