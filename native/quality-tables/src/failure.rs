pub type Failure = Box<dyn std::error::Error + Send + Sync>;
