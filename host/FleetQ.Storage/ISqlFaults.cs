namespace FleetQ.Storage;

/// <summary>Tells what an engine's exceptions mean.</summary>
public interface ISqlFaults
{
    /// <summary>
    /// Tells what an exception means; one that it does not know is a <see cref="SqlFaultKind.Defect"/>.
    /// </summary>
    SqlFault Classify(Exception exception);
}
