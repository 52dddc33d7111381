"""The demonstration antenna: invented people whose story is played, act after act, through the services themselves.

Everything it says is data (resources/demo); dates are reckoned from the day it is made.
"""
