namespace BrainDae.Fuzz.Running;

/// <summary>A file was accepted, but what was read from it breaks what its type promises.</summary>
public sealed class UnsoundResultException(string message, Exception? innerException = null) : Exception(message, innerException);
