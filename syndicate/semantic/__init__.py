"""What does a sentence mean, in any language? The extra [semantic]; nothing else imports its model."""
