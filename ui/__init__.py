"""The screens: they show what the assistant says and pass on what a person types, strikes out and corrects."""
