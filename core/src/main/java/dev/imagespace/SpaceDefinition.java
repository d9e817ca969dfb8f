package dev.imagespace;

/**
 * What a space is, however its model is run: spaces of one definition are equal. Immutable.
 *
 * @param fields that it encodes; their order carries no meaning
 */
record SpaceDefinition(SpaceFields fields, TransformationConfig config) {

  String annotation() {
    return ("Encodes pictures%s with the %s model %s. Affected fields: %s. A clause takes a picture"
            + " or a text. Its positive weight favours items that are similar to it, the more so"
            + " the larger the weight is against those of other clauses and spaces; zero makes it"
            + " indifferent; its negative weight favours items that are dissimilar to it.")
        .formatted(
            fields.descriptions().isEmpty() ? "" : " and their descriptions",
            config.embedding().modelHandler(),
            config.embedding().model(),
            fields);
  }

  @Override
  public String toString() {
    return "ImageSpace[%s, %s, fields %s, length %d]"
        .formatted(
            config.embedding().model(), config.embedding().modelHandler(), fields, config.length());
  }
}
