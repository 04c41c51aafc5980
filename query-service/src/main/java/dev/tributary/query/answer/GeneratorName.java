package dev.tributary.query.answer;

/** @param name who writes the answers: {@code extractive}, or the chat model's name */
public record GeneratorName(String name) {}
