using EcgCmrNative.Kernels.Devices;
using EcgCmrNative.Verification.Fixtures;

namespace EcgCmrNative.Verification.Cases;

/// <summary>One kind of fixture: computes the arrays of such a file.</summary>
public interface IFixtureCase
{
    /// <summary>True when a case of that name is of this kind.</summary>
    bool Covers(string name);

    /// <summary>Computes everything in the file and compares it.</summary>
    void Run(Fixture fixture, Device device, Comparison comparison);
}
