"""Operations behind `krachtlijn bus`, by subject: parked messages, replays, key epochs, ..."""
